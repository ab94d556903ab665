import type { ReportFacts } from '../report/report-facts.js';
import { formatTable } from './format-table.js';
import { ratioCell, ratioIntervalCell, thresholdCell } from './threshold-cells.js';

/**
 * How every method does against the null model at every loss level, for a terminal: both d*, their ratio with its
 * interval, and the verdict. Ends in a newline; empty where no method stands beside the null.
 */
export function leaderboardText({ leaderboard, starts, summary }: ReportFacts): string {
  const compared = leaderboard.flatMap(({ comparison, ...entry }) =>
    comparison === undefined ? [] : [{ ...entry, comparison }],
  );
  if (compared.length === 0) return '';
  const nulls = new Set(leaderboard.filter(({ series }) => series.isNull).map(({ series }) => series.method));
  const hasStarts = starts.length > 1;
  const confidence = `${Number((100 * summary.confidence).toPrecision(6))} %`;
  const table = {
    header: [
      ...['loss level', 'method', ...(hasStarts ? ['start'] : [])],
      ...['d*', "null's d*", 'ratio', `${confidence} interval`, 'verdict'],
    ],
    rows: compared.map(({ level, series, threshold, comparison }) => [
      ...[String(level), series.method, ...(hasStarts ? [series.start] : [])],
      ...[thresholdCell(threshold), thresholdCell(comparison.null), ratioCell(comparison)],
      ...[ratioIntervalCell(comparison), comparison.verdict],
    ]),
    leftAligned: hasStarts ? [1, 2, 6, 7] : [1, 5, 6],
  };
  return (
    `Against the null model, ${[...nulls].join(', ')}: ratio is d* of the method over d* of the null\n\n` +
    formatTable(table, 'text')
  );
}
