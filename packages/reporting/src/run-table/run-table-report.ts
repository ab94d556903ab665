import {
  describeThreshold,
  lossLevelsFor,
  successProbability,
  thresholdTrainingDimension,
  type TrialTable,
} from '@dof/analysis';
import { plainText } from '@dof/core';
import type { DataTable } from '../data-tables/data-table.js';
import { figureNames } from '../figures/figure-names.js';
import { phaseTransitionData } from '../figures/phase-transition/phase-transition-data.js';
import { phaseTransitionSpec } from '../figures/phase-transition/phase-transition-figure.js';
import { thresholdContent } from '../figures/threshold-figure.js';
import type { NamedSpec } from '../pictures/write-figures.js';
import { rising } from '../values.js';

/** Runs of which nothing is known but d, the seed and the lowest training loss. */
export interface RunTableReportOptions {
  readonly title: string;
  /** Each with the lowest loss of its runs as `best`. The label tells it from the others; empty where it is alone. */
  readonly series: readonly { readonly label: string; readonly trials: TrialTable }[];
  /** Levels of the loss to state d* at; none: sensible ones. */
  readonly lossLevels: readonly number[];
  readonly delta: number;
  readonly confidence: number;
  /** D; absent: figures have no axis of the compression D / d. */
  readonly dimension?: number;
}

/** The phase transition and d* of a table of runs, as pictures and as numbers. */
export interface RunTableReport {
  readonly title: string;
  /** What was read, in one line. */
  readonly subject: string;
  /** The phase transition of every series, then d* against the loss where it is known. */
  readonly pictures: readonly NamedSpec[];
  readonly thresholds: DataTable;
  readonly success: DataTable;
}

/** Makes the report of a table of runs, of any number of series. Pure. */
export function buildRunTableReport(options: RunTableReportOptions): RunTableReport {
  const { delta, confidence, dimension } = options;
  const title = plainText(options.title);
  const tables = options.series.map(({ trials }) => trials);
  const lossLevels =
    options.lossLevels.length > 0
      ? options.lossLevels
      : [...new Set(tables.flatMap((table) => lossLevelsFor(table)))].sort((a, b) => b - a);
  const names = options.series.map(({ label }) => (label === '' ? 'all runs' : plainText(label)));
  const summary = { lossLevels, delta, confidence };
  const methods = tables.map((trials) => ({
    degreesOfFreedom: rising(trials.map(({ d }) => d)),
    runs: trials.map(({ d, best }) => ({ d, bestTrainLoss: Number.isFinite(best) ? best : null })),
    levels: lossLevels.map((level) => ({
      level,
      success: successProbability(trials, level, { confidence }),
      threshold: thresholdTrainingDimension(trials, { level, delta, confidence }),
    })),
    ...(dimension !== undefined && { dimension }),
  }));
  const phases = methods.map((method) => phaseTransitionData(method, summary));
  const ids = figureNames('phase-transition', names);
  const named = names.map((method) => ({ method, start: 'as in the table', isNull: false }));
  return {
    title,
    subject: `${tables.reduce((sum, table) => sum + table.length, 0)} runs, ${names.length} series`,
    pictures: [
      ...methods.map((method, i) => ({
        id: ids[i],
        spec: phaseTransitionSpec({
          description: `${title}: success probability of ${names[i]} by degrees of freedom and training loss level`,
          title: `Phase transition: ${names[i]}`,
          subtitle: [`${method.runs.length} runs`],
          data: phases[i],
          ...{ method, summary, still: true },
        }),
      })),
      ...thresholdContent(named, phases).pictures.map(({ id, spec }) => ({ id, spec })),
    ],
    thresholds: thresholdRows(names, methods),
    success: successRows(names, methods),
  };
}

type Levels = readonly {
  readonly levels: readonly {
    readonly level: number;
    readonly success: ReturnType<typeof successProbability>;
    readonly threshold: ReturnType<typeof thresholdTrainingDimension>;
  }[];
}[];

function thresholdRows(names: readonly string[], methods: Levels): DataTable {
  return {
    name: 'thresholds',
    caption: 'Threshold training dimension d* by training loss level',
    columns: [
      { name: 'series', title: 'series', type: 'text' },
      { name: 'level', title: 'training loss level', type: 'number' },
      { name: 'dStar', title: 'd*', type: 'number' },
      { name: 'lower', title: 'lower end', type: 'number' },
      { name: 'upper', title: 'upper end', type: 'number' },
      { name: 'inWords', title: 'in words', type: 'text' },
    ],
    rows: methods.flatMap(({ levels }, i) =>
      levels.map(({ level, threshold }) => ({
        ...{ series: names[i], level, dStar: threshold.dStar, lower: threshold.lower, upper: threshold.upper },
        inWords: describeThreshold(threshold),
      })),
    ),
  };
}

function successRows(names: readonly string[], methods: Levels): DataTable {
  return {
    name: 'success',
    caption: 'Success probability by degrees of freedom and training loss level',
    columns: [
      { name: 'series', title: 'series', type: 'text' },
      { name: 'level', title: 'training loss level', type: 'number' },
      { name: 'd', title: 'd', type: 'integer' },
      { name: 'runs', title: 'runs', type: 'integer' },
      { name: 'successes', title: 'successes', type: 'integer' },
      { name: 'probability', title: 'success probability', type: 'number' },
      { name: 'lower', title: 'lower end', type: 'number' },
      { name: 'upper', title: 'upper end', type: 'number' },
    ],
    rows: methods.flatMap(({ levels }, i) =>
      levels.flatMap(({ level, success }) =>
        success.map(({ d, trials, successes, estimate, lower, upper }) => ({
          ...{ series: names[i], level, d, runs: trials, successes, probability: estimate, lower, upper },
        })),
      ),
    ),
  };
}
