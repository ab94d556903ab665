import { describeInterval, type ThresholdTrainingDimension } from '@dof/analysis';
import type { DataTable, Row } from '../../data-tables/data-table.js';
import type { LeaderboardEntry } from '../../summary/leaderboard.js';

/**
 * Every method beside the null model from the same start, at every loss level: how many degrees of freedom it needs, as
 * a share of what the null needs.
 */
export function leaderboardTable(leaderboard: readonly LeaderboardEntry[]): DataTable {
  return {
    name: 'leaderboard',
    caption: 'Every method beside the null model: d* of the method over d* of the null',
    columns: [
      { name: 'level', title: 'training loss level', type: 'number' },
      { name: 'start', title: 'start', type: 'text' },
      { name: 'method', title: 'method', type: 'text' },
      { name: 'isNull', title: 'null model', type: 'boolean' },
      { name: 'dStar', title: 'd*', type: 'number' },
      { name: 'interval', title: 'interval of d*', type: 'text' },
      { name: 'compression', title: 'compression D / d*', type: 'number' },
      { name: 'ratio', title: 'ratio to the null', type: 'number' },
      { name: 'ratioLower', title: 'lower end', type: 'number' },
      { name: 'ratioUpper', title: 'upper end', type: 'number' },
      { name: 'pairedSeeds', title: 'paired seeds', type: 'integer' },
      { name: 'verdict', title: 'verdict', type: 'text' },
    ],
    rows: leaderboard.map(leaderboardRow),
  };
}

function leaderboardRow({ series, level, threshold, comparison }: LeaderboardEntry): Row {
  return {
    level,
    start: series.start,
    method: series.method,
    isNull: series.isNull,
    dStar: threshold.dStar,
    interval: describeReach(threshold),
    compression: threshold.dStar === null ? null : series.summary.dimension / threshold.dStar,
    ratio: series.isNull ? 1 : (comparison?.ratio ?? null),
    ratioLower: comparison && comparison.lower > 0 ? comparison.lower : null,
    ratioUpper: comparison?.upper ?? null,
    pairedSeeds: comparison?.pairedSeeds ?? null,
    verdict: series.isNull ? 'null model' : (comparison?.verdict ?? 'nothing to compare with'),
  };
}

/** The interval of d*, or what is known where d* lies outside the measured d. */
function describeReach(threshold: ThresholdTrainingDimension): string {
  switch (threshold.status) {
    case 'measured':
      return describeInterval(threshold);
    case 'above':
      return `not reached up to d = ${threshold.largest}`;
    case 'below':
      return `already reached at d = ${threshold.smallest}`;
    case 'censored':
      return `unknown, runs were stopped before (${describeInterval(threshold)})`;
    case 'no-data':
      return 'no runs';
  }
}
