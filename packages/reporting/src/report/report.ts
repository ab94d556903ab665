import type { ResultsDocument } from '../document/results-document.js';
import type { Figure } from '../figures/figure.js';
import type { DetailedReportInput } from '../input/report-details.js';
import type { Series } from '../series/series.js';
import type { Summary } from '../summary/summary.js';
import type { DataTable } from '../tables/data-table.js';

/** Everything a report says, before it is files. */
export interface Report {
  readonly input: DetailedReportInput;
  readonly summary: Summary;
  readonly series: readonly Series[];
  readonly document: ResultsDocument;
  readonly tables: ReportTables;
  readonly figures: ReportFigures;
  /** The loss level shown first; undefined where there is none. */
  readonly level?: number;
  /** In the order of the series. */
  readonly starts: readonly string[];
}

export interface ReportTables {
  readonly thresholds: DataTable;
  readonly success: DataTable;
  readonly leaderboard: DataTable;
  readonly performance: DataTable;
  readonly thresholdCurve: DataTable;
  readonly spectra: DataTable;
  readonly theory: DataTable;
  readonly runs: DataTable;
  readonly history: DataTable;
}

export interface ReportFigures {
  /** One per series. */
  readonly phaseTransitions: readonly Figure[];
  readonly threshold: Figure;
  readonly success: Figure;
  readonly leaderboard: Figure;
  /** Accuracy and loss, each against d and D / d. */
  readonly performance: readonly Figure[];
  /** Absent where no method prepared a spectrum. */
  readonly spectra?: Figure;
  /** Absent without predictions. */
  readonly theory?: Figure;
  /** One per series; the page shows the first and lets its reader choose another. */
  readonly trainingCurves: readonly Figure[];
}

/** All of them, in the order of the page. */
export function allFigures(figures: ReportFigures): Figure[] {
  const { phaseTransitions, threshold, success, leaderboard, performance, spectra, theory, trainingCurves } = figures;
  return [
    ...[...phaseTransitions, threshold, success, leaderboard, ...performance],
    ...[spectra ?? [], theory ?? [], ...trainingCurves].flat(),
  ];
}
