import { partSharing } from '@dof/core';
import { resultsDocument } from '../document/build-results-document.js';
import { phaseTransitionData } from '../figures/phase-transition/phase-transition-data.js';
import type { DetailedReportInput } from '../input/report-details.js';
import { historyTable } from '../rows/history-table.js';
import { leaderboardTable } from '../rows/leaderboard-table.js';
import { performanceTable } from '../rows/performance-table.js';
import { predictionTable } from '../rows/prediction-table.js';
import { runsTable } from '../rows/runs-table.js';
import { spectrumTable } from '../rows/spectrum-table.js';
import { successTable } from '../rows/success-table.js';
import { thresholdCurveTable } from '../rows/threshold-curve-table.js';
import { thresholdTable } from '../rows/threshold-table.js';
import { seriesOf } from '../series/series.js';
import { summarise } from '../summary/summarise.js';
import type { Row } from '../tables/data-table.js';
import { buildFigures } from './build-figures.js';
import { curvesSelection } from './curves-selection.js';
import { defaultLevel } from './default-level.js';
import type { Report } from './report.js';

/** Everything that can be said of the runs: the summary, tables and figures of a report. Pure. */
export function buildReport(given: DetailedReportInput): Report {
  const input = { ...given, results: given.results.map(partSharing()) };
  const { results, experiment, predictions = [] } = input;
  const summary = summarise(input);
  const document = resultsDocument(input, summary);
  const series = seriesOf(summary, experiment);
  const phases = series.map((one) => phaseTransitionData(one.summary, summary));
  const tables = {
    thresholds: thresholdTable(series),
    success: successTable(series),
    leaderboard: leaderboardTable(series, summary),
    performance: performanceTable(series),
    thresholdCurve: thresholdCurveTable(series, phases),
    spectra: spectrumTable(document.spectra, series),
    theory: predictionTable(predictions, series),
    runs: runsTable(results, series),
    history: historyTable(results, series),
  };
  const level = defaultLevel(series, summary.lossLevels);
  const starts = [...new Set(series.map(({ start }) => start))];
  const curves = curvesOf(series, historyTable(curvesSelection(results, series), series).rows);
  const figures = buildFigures({ summary, series, tables, phases, curves, level, start: starts.at(0) ?? '' });
  return { input, summary, series, document, tables, figures, level, starts };
}

function curvesOf(series: Report['series'], rows: Iterable<Row>): Row[][] {
  const bySeries = new Map<string, Row[]>(series.map(({ method, start }) => [keyOf(method, start), []]));
  for (const row of rows) {
    // Enough of the name to tell curves apart, and a page's worth shorter.
    const short = { ...row, hash: String(row['hash']).slice(0, 12) };
    bySeries.get(keyOf(row['method'], row['start']))?.push(short);
  }
  return series.map(({ method, start }) => bySeries.get(keyOf(method, start)) ?? []);
}

function keyOf(method: unknown, start: unknown): string {
  return JSON.stringify([method, start]);
}
