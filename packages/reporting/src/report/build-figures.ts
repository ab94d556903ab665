import { leaderboardFigure } from '../figures/leaderboard-figure.js';
import type { Figure } from '../figures/figure.js';
import { performanceFigure, performanceTitle } from '../figures/performance-figure.js';
import { phaseTransitionFigure } from '../figures/phase-transition-figure.js';
import type { PhaseTransitionData } from '../figures/phase-transition/phase-transition-data.js';
import { spectrumFigure } from '../figures/spectrum-figure.js';
import { successFigure } from '../figures/success-figure.js';
import { theoryFigure } from '../figures/theory-figure.js';
import { thresholdFigure } from '../figures/threshold-figure.js';
import { trainingCurvesFigure } from '../figures/training-curves-figure.js';
import { figureNames } from '../files/figure-names.js';
import type { Series } from '../series/series.js';
import type { Summary } from '../summary/summary.js';
import type { DataTable, Row } from '../tables/data-table.js';
import type { ReportFigures, ReportTables } from './report.js';

export interface FigureSources {
  readonly summary: Summary;
  readonly series: readonly Series[];
  readonly tables: ReportTables;
  /** One per series. */
  readonly phases: readonly PhaseTransitionData[];
  /** Rows of the training curves that are shown, one list per series. */
  readonly curves: readonly (readonly Row[])[];
  readonly level?: number;
  readonly start: string;
}

const PERFORMANCE = [
  { id: 'accuracy-against-d', measure: 'testAccuracy', against: 'd' },
  { id: 'accuracy-against-compression', measure: 'testAccuracy', against: 'compression' },
  { id: 'loss-against-d', measure: 'trainLoss', against: 'd' },
  { id: 'loss-against-compression', measure: 'trainLoss', against: 'compression' },
] as const;

/** Every figure of a report, made from its tables. */
export function buildFigures({ summary, series, tables, phases, curves, level, start }: FigureSources): ReportFigures {
  const atLevel = { level: level ?? 0, start, delta: summary.delta };
  const hasSpectra = !isEmpty(tables.spectra);
  const hasTheory = [...tables.theory.rows].some((row) => row['source'] !== 'measured');
  return {
    phaseTransitions: phaseTransitions(summary, series, phases),
    threshold: {
      id: 'threshold-against-loss',
      title: 'd* against training loss, for each start',
      caption:
        'The lower the loss asked for, the more degrees of freedom; the lower the loss at the start, the fewer. ' +
        'd* is a step function of the loss, since every run answers every level.',
      spec: thresholdFigure(tables.thresholdCurve, series),
      table: tables.thresholdCurve,
    },
    success: {
      id: 'success-probability',
      title: 'Success probability against d',
      caption: 'The share of runs that reach the chosen loss level, with the interval of each share.',
      spec: successFigure(tables.success, series, atLevel),
      table: tables.success,
    },
    leaderboard: {
      id: 'leaderboard',
      title: 'Every method against the null model',
      caption:
        'Left of 1: the method needs fewer degrees of freedom than the null model for the same training loss. ' +
        'The interval is a bootstrap over paired seeds, no finer than the measured d.',
      spec: leaderboardFigure(tables.leaderboard, series, atLevel),
      table: tables.leaderboard,
    },
    performance: PERFORMANCE.map(({ id, ...options }) => ({
      id,
      title: performanceTitle(options),
      caption:
        'Lines are medians over the runs. The band is the middle 80 % of the null model, bars that of the others.',
      spec: performanceFigure(tables.performance, series, { ...options, start }),
      table: { ...tables.performance, columns: performanceColumns(tables.performance, options.measure) },
    })),
    ...(hasSpectra && {
      spectra: {
        id: 'singular-spectra',
        title: 'Singular spectra',
        caption: 'What the methods found when they prepared their directions, one line per start and seed.',
        spec: spectrumFigure(tables.spectra, series),
        table: tables.spectra,
      },
    }),
    ...(hasTheory && {
      theory: {
        id: 'theory',
        title: 'Theory beside measurement',
        caption: 'Measured thresholds of the null model with their intervals, and what the theory predicts.',
        spec: theoryFigure(tables.theory),
        table: tables.theory,
      },
    }),
    trainingCurves: trainingCurves(series, curves, tables.history),
  };
}

function phaseTransitions(
  summary: Summary,
  series: readonly Series[],
  phases: readonly PhaseTransitionData[],
): Figure[] {
  const ids = figureNames(
    'phase-transition',
    series.map(({ name }) => name),
  );
  return series.map(({ name, summary: method }, i) => ({
    id: ids[i],
    title: `Phase transition: ${name}`,
    caption:
      'Colour: the share of runs at this d that reach this training loss. White line: d*, dashed: its interval, ' +
      'circles: the levels asked for, triangles: d* beyond the measured d.',
    spec: phaseTransitionFigure(summary, method, phases[i]),
    still: phaseTransitionFigure(summary, method, phases[i], true),
    table: phaseTable(ids[i], name, phases[i]),
  }));
}

function phaseTable(id: string, series: string, { cells }: PhaseTransitionData): DataTable {
  return {
    name: id,
    caption: `Success probability of ${series} by d and range of training loss`,
    columns: [
      { name: 'd', title: 'd', type: 'integer' },
      { name: 'lossFrom', title: 'loss level from', type: 'number' },
      { name: 'lossTo', title: 'to', type: 'number' },
      { name: 'probability', title: 'success probability', type: 'number' },
      { name: 'runs', title: 'runs', type: 'integer' },
    ],
    rows: cells.map(({ d, bottom, top, probability, trials }) => ({
      ...{ d, lossFrom: bottom, lossTo: top, probability, runs: trials },
    })),
  };
}

function trainingCurves(series: readonly Series[], curves: readonly (readonly Row[])[], history: DataTable): Figure[] {
  const ids = figureNames(
    'training-curves',
    series.map(({ name }) => name),
  );
  return series.map(({ name }, i) => ({
    id: ids[i],
    title: `Training curves: ${name}`,
    caption: 'Lines: training loss, dashed: test loss, at the start and after every epoch; one line per run.',
    spec: trainingCurvesFigure(name, curves[i]),
    table: { ...history, name: ids[i], rows: curves[i] },
  }));
}

function isEmpty({ rows }: DataTable): boolean {
  return rows[Symbol.iterator]().next().done === true;
}

/** Which runs, and the measure's own columns. */
function performanceColumns({ columns }: DataTable, measure: string): DataTable['columns'] {
  const shared = ['method', 'start', 'd', 'compression', 'runs'];
  return columns.filter(({ name }) => shared.includes(name) || name.startsWith(measure));
}
