import {
  groupIntoSeries,
  keyFromSeed,
  plainText,
  splitKey,
  type AnalysisSettings,
  type PreparationCost,
  type RunResult,
  type RunSeries,
} from '@dof/core';
import type { Direction, TrialTable } from '../trials/trial.js';
import { compareThresholds } from './compare-thresholds.js';
import type { Comparison, ComparisonEntry, ComparisonLevel } from './comparison.js';
import { differencesAtD } from './differences-at-d.js';
import { endOfRates } from './tune-learning-rates.js';

export interface CompareMethodsOptions {
  readonly title: string;
  /** D. */
  readonly dimension: number;
  readonly results: readonly RunResult[];
  readonly analysis: AnalysisSettings;
  /** Levels of the test accuracy, beside the loss levels. */
  readonly accuracyLevels: readonly number[];
  /** The learning rates that each method was tried with before; default: none. */
  readonly learningRatesTried?: readonly number[];
  /** True for the runs of the null model. */
  isNull(result: RunResult): boolean;
}

type Group = RunSeries<RunResult>;

/**
 * Compares every series among the results with the null model in the same setting: the same model and data, from the same
 * start. A setting without runs of the null has no entries, since there is nothing to compare with; where several
 * series are of the null, the first is the null.
 */
export function compareMethods(input: CompareMethodsOptions): Comparison {
  const groups = groupIntoSeries(input.results);
  const settings = [...new Set(groups.map(({ setting }) => setting))];
  const entries = settings.flatMap((setting) => {
    const own = groups.filter((group) => group.setting === setting);
    const nullGroup = own.find(({ runs }) => input.isNull(runs[0]));
    if (nullGroup === undefined) return [];
    const others = own.filter((group) => group !== nullGroup);
    return [nullGroup, ...others].map((group) => compareGroup(group, nullGroup, input));
  });
  const { model, data } = groups[0]?.runs[0].specification ?? {};
  return {
    title: plainText(input.title),
    dimension: input.dimension,
    model: plainText(model?.name ?? ''),
    data: { name: plainText(data?.name ?? ''), trainCount: data?.trainCount ?? 0, testCount: data?.testCount ?? 0 },
    delta: input.analysis.delta,
    confidence: input.analysis.confidence,
    entries,
  };
}

function compareGroup(group: Group, nullGroup: Group, input: CompareMethodsOptions): ComparisonEntry {
  const isNull = group === nullGroup;
  const [{ specification, recommendedTraining }] = group.runs;
  const { method, training } = specification;
  const levels = [
    ...input.analysis.lossLevels.map((level) => ({ measure: 'training loss', level }) as const),
    ...input.accuracyLevels.map((level) => ({ measure: 'test accuracy', level }) as const),
  ];
  const learningRates = [...new Set(group.runs.map((run) => run.specification.training.optimizer.learningRate))];
  const [rate, ...more] = learningRates;
  const learningRateEnd = more.length > 0 ? undefined : endOfRates(rate, input.learningRatesTried ?? []);
  return {
    label: group.label,
    isNull,
    method,
    start: group.start,
    ...(recommendedTraining === undefined && { training }),
    learningRates,
    ...(learningRateEnd !== undefined && { learningRateEnd }),
    seeds: new Set(group.runs.map((run) => run.specification.seed)).size,
    preparationCost: meanCost(group.runs.flatMap(({ preparationCost }) => preparationCost ?? [])),
    levels: levels.map((level) => compareLevel(level, group, nullGroup, input)),
    atSameD: isNull ? [] : differencesAtD(group.runs, nullGroup.runs),
  };
}

function compareLevel(
  { measure, level }: Pick<ComparisonLevel, 'measure' | 'level'>,
  group: Group,
  nullGroup: Group,
  { analysis, dimension }: CompareMethodsOptions,
): ComparisonLevel {
  const direction: Direction = measure === 'training loss' ? 'at-most' : 'at-least';
  const comparison = compareThresholds(trials(group, measure), trials(nullGroup, measure), {
    level,
    direction,
    delta: analysis.delta,
    confidence: analysis.confidence,
    key: splitKey(keyFromSeed(0), `${measure} ${level}`),
  });
  const { dStar } = comparison.method;
  return {
    measure,
    level,
    compression: dStar === null ? null : dimension / dStar,
    comparison,
    verdict: group === nullGroup ? 'null model' : comparison.verdict,
  };
}

function trials({ runs }: Group, measure: ComparisonLevel['measure']): TrialTable {
  return runs.map(({ specification: { degreesOfFreedom: d, seed, start }, best }) => ({
    d,
    seed,
    cluster: start.seed,
    best: measure === 'training loss' ? (best?.trainLoss ?? Infinity) : (best?.testAccuracy ?? -Infinity),
  }));
}

function meanCost(costs: readonly PreparationCost[]): PreparationCost | undefined {
  if (costs.length === 0) return undefined;
  const mean = (of: (cost: PreparationCost) => number): number =>
    costs.reduce((sum, cost) => sum + of(cost), 0) / costs.length;
  return {
    fullSpaceGradients: mean((cost) => cost.fullSpaceGradients),
    gradientExamples: mean((cost) => cost.gradientExamples),
    storedBytes: mean((cost) => cost.storedBytes),
    seconds: mean((cost) => cost.seconds),
  };
}
