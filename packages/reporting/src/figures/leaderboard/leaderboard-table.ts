import { compareThresholds, describeInterval, type ThresholdComparison } from '@dof/analysis';
import { keyFromSeed, splitKey } from '@dof/core';
import type { DataTable, Row } from '../../data-tables/data-table.js';
import type { Series } from '../../summary/series.js';
import { trialTable, type LevelSummary, type Summary } from '../../summary/summary.js';

/** The bootstrap of a ratio resamples at most this many paired seeds: it takes time in proportion. */
const MOST_SEEDS = 200;

/**
 * Every method beside the null model from the same start, at every loss level: how many degrees of freedom it needs, as
 * a share of what the null needs. Within a level and start the null comes first, then the methods by rising d*.
 */
export function leaderboardTable(series: readonly Series[], summary: Summary): DataTable {
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
    rows: summary.lossLevels.flatMap((_, i) =>
      [...new Set(series.map(({ start }) => start))].flatMap((start) => {
        const fromHere = series.filter((one) => one.start === start);
        const nullOf = ({ summary: { setting } }: Series) =>
          fromHere.find(({ isNull, summary }) => isNull && summary.setting === setting);
        return fromHere.map((one) => leaderboardRow(one, nullOf(one), i, summary)).sort(nullThenFewest);
      }),
    ),
  };
}

function leaderboardRow(series: Series, nullModel: Series | undefined, index: number, summary: Summary): Row {
  const { level, threshold } = series.summary.levels[index];
  const comparison = series.isNull ? undefined : compare(series, nullModel, level, summary);
  return {
    level,
    start: series.start,
    method: series.method,
    isNull: series.isNull,
    dStar: threshold.dStar,
    interval: describeReach(series.summary.levels[index]),
    compression: threshold.dStar === null ? null : series.summary.dimension / threshold.dStar,
    ratio: series.isNull ? 1 : (comparison?.ratio ?? null),
    ratioLower: comparison && comparison.lower > 0 ? comparison.lower : null,
    ratioUpper: comparison?.upper ?? null,
    pairedSeeds: comparison?.pairedSeeds ?? null,
    verdict: series.isNull ? 'null model' : (comparison?.verdict ?? 'nothing to compare with'),
  };
}

/** The interval of d*, or what is known where d* lies outside the measured d. */
function describeReach({ threshold }: LevelSummary): string {
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

/** Undefined without a null from the same start, or without a seed that both were run with. */
function compare(
  series: Series,
  nullModel: Series | undefined,
  level: number,
  { delta, confidence }: Summary,
): ThresholdComparison | undefined {
  if (nullModel === undefined) return undefined;
  const theirs = new Set(nullModel.summary.seeds);
  const paired = new Set(series.summary.seeds.filter((seed) => theirs.has(seed)).slice(0, MOST_SEEDS));
  if (paired.size === 0) return undefined;
  const trials = ({ summary }: Series) => trialTable(summary.runs.filter(({ seed }) => paired.has(seed)));
  return compareThresholds(trials(series), trials(nullModel), {
    ...{ level, delta, confidence },
    key: splitKey(keyFromSeed(0), `training loss ${level}`),
  });
}

function nullThenFewest(a: Row, b: Row): number {
  if (a['isNull'] !== b['isNull']) return a['isNull'] ? -1 : 1;
  return Number(a['dStar'] ?? Infinity) - Number(b['dStar'] ?? Infinity) || 0;
}
