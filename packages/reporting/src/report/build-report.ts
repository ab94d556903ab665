import { partSharing } from '@dof/core';
import type { DataTable } from '../data-tables/data-table.js';
import { runsTable } from '../data-tables/runs-table.js';
import { thresholdsTable } from '../data-tables/thresholds-table.js';
import { resultsDocument } from '../document/build-results-document.js';
import { phaseTransitionData } from '../figures/phase-transition/phase-transition-data.js';
import type { FigureModule } from '../figures/figure.js';
import { REPORT_FIGURES } from '../figures/report-figures.js';
import { leaderboardOf } from '../summary/leaderboard.js';
import { seriesOf, type Series } from '../summary/series.js';
import { summarise } from '../summary/summarise.js';
import type { DetailedReportInput } from './report-details.js';
import type { ReportFacts } from './report-facts.js';
import type { Report, ReportFigures, ReportTables } from './report.js';

/** The tables that come first among the files, and those that come last; the others are between, as on the page. */
const FIRST_TABLES = ['thresholds', 'success', 'leaderboard', 'performance'];
const LAST_TABLES = ['runs', 'history'];

/** Everything that can be said of the runs: the summary, tables and figures of a report. Pure. */
export function buildReport(given: DetailedReportInput, modules: readonly FigureModule[] = REPORT_FIGURES): Report {
  const facts = factsOf({ ...given, results: given.results.map(partSharing()) });
  const figures = modules.map((module) => ({ module, ...module.make(facts) }));
  return { ...facts, tables: tablesOf(facts, figures), figures };
}

function factsOf(input: DetailedReportInput): ReportFacts {
  const summary = summarise(input);
  const series = seriesOf(summary, input.experiment);
  return {
    ...{ input, summary, series },
    document: resultsDocument(input, summary),
    phases: series.map((one) => phaseTransitionData(one.summary, summary)),
    leaderboard: leaderboardOf(series, summary),
    level: defaultLevel(series, summary.lossLevels),
    starts: [...new Set(series.map(({ start }) => start))],
  };
}

/** Those of the figures, and those of no figure; a table without a row is none. */
function tablesOf({ input, series }: ReportFacts, figures: ReportFigures): ReportTables {
  const ofFigures = figures.flatMap(({ table }) => table ?? []);
  const tables = [thresholdsTable(series), ...ofFigures, runsTable(input.results, series)].filter(hasRows);
  const named = (names: readonly string[]) =>
    names.flatMap((name) => tables.find((table) => table.name === name) ?? []);
  const first = named(FIRST_TABLES);
  const last = named(LAST_TABLES);
  const between = tables.filter((table) => !first.includes(table) && !last.includes(table));
  return Object.fromEntries([...first, ...between, ...last].map((table) => [table.name, table]));
}

function hasRows({ rows }: DataTable): boolean {
  return rows[Symbol.iterator]().next().done !== true;
}

/**
 * The loss level to show first: that at which most series have a measured d*, of several the lowest. Undefined without
 * levels.
 */
function defaultLevel(series: readonly Series[], lossLevels: readonly number[]): number | undefined {
  const measured = lossLevels.map(
    (_, i) => series.filter(({ summary }) => summary.levels[i]?.threshold.status === 'measured').length,
  );
  const most = Math.max(0, ...measured);
  const candidates = lossLevels.filter((_, i) => measured[i] === most);
  return candidates.length === 0 ? undefined : Math.min(...candidates);
}
