import { lossLevelsFor, successProbability, thresholdTrainingDimension, type TrialTable } from '@dof/analysis';
import {
  groupIntoSeries,
  plainText,
  tunedMembers,
  type BestValues,
  type ReportInput,
  type RunResult,
  type RunSeries,
  type SeriesMember,
} from '@dof/core';
import { rising } from '../values.js';
import { intrinsicDimension } from './intrinsic-dimension.js';
import { trialTable, type LevelSummary, type MethodSummary, type RunSummary, type Summary } from './summary.js';

/**
 * Success probabilities by d and loss level and the threshold training dimension per level, for every method among
 * the results. Levels are chosen from the results when the analysis names none, see `lossLevelsFor`.
 */
export function summarise({ title, dimension, results, analysis, tuning }: ReportInput): Summary {
  const series = groupIntoSeries(tunedMembers(results, tuning));
  const groups = series.map((group) => ({ ...group, summaries: group.runs.map(runSummary) }));
  const tables = groups.map(({ summaries }) => trialTable(summaries));
  const lossLevels = analysis.lossLevels.length > 0 ? analysis.lossLevels : chooseLevels(tables);
  const settings = { delta: analysis.delta, confidence: analysis.confidence };
  const design = analysis.search === undefined ? 'fixed' : 'adaptive';
  return {
    title: plainText(title),
    dimension,
    lossLevels,
    ...settings,
    methods: groups.map((group, i) => ({
      ...describeGroup(group),
      runs: group.summaries,
      levels: lossLevels.map((level) => ({
        level,
        success: successProbability(tables[i], level, { confidence: settings.confidence }),
        ...reachedAtStart(group.runs, level),
        threshold: thresholdTrainingDimension(tables[i], { level, ...settings, design }),
      })),
      intrinsicDimension: intrinsicDimension(group, series, analysis),
    })),
  };
}

/** The levels sensible for any of the tables, from easy to hard. */
function chooseLevels(tables: readonly TrialTable[]): number[] {
  return [...new Set(tables.flatMap((table) => lossLevelsFor(table)))].sort((a, b) => b - a);
}

function describeGroup({
  runs,
  label,
  methodLabel,
  startLabel,
  start,
  setting,
}: RunSeries<RunResult & SeriesMember>): Omit<MethodSummary, 'runs' | 'levels' | 'intrinsicDimension'> {
  const [{ specification, recommendedTraining, tunedTraining }] = runs;
  const { method, training, model, data } = specification;
  return {
    ...{ label, methodLabel, startLabel, start, setting },
    method,
    ...(recommendedTraining === undefined && tunedTraining === undefined && { training }),
    ...(tunedTraining && { tunedTraining }),
    model: plainText(model.name),
    data: { name: plainText(data.name), trainCount: data.trainCount, testCount: data.testCount },
    dimension: runs[0].dimension,
    degreesOfFreedom: rising(runs.map((run) => run.specification.degreesOfFreedom)),
    seeds: rising(runs.map((run) => run.specification.seed)),
  };
}

function reachedAtStart(runs: readonly RunResult[], level: number): Pick<LevelSummary, 'reachedAtStart'> {
  const reached = runs.filter(({ history: [start] }) => start?.step === 0 && start.train.loss <= level).length;
  return reached === 0 ? {} : { reachedAtStart: reached };
}

function runSummary({ hash, specification, status, best, stopped }: RunResult): RunSummary {
  return {
    hash,
    d: specification.degreesOfFreedom,
    seed: specification.seed,
    startSeed: specification.start.seed,
    diverged: status === 'diverged',
    ...(stopped !== undefined && { stopped }),
    bestTrainLoss: best && Number.isFinite(best.trainLoss) ? best.trainLoss : null,
    best: best && isFiniteBest(best) ? best : null,
  };
}

/** True where every measure has a best value. */
export function isFiniteBest({ trainLoss, trainAccuracy, testLoss, testAccuracy }: BestValues): boolean {
  return [trainLoss, trainAccuracy, testLoss, testAccuracy].every(Number.isFinite);
}
