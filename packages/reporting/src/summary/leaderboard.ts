import { compareThresholds, type ThresholdComparison, type ThresholdTrainingDimension } from '@dof/analysis';
import { keyFromSeed, splitKey } from '@dof/core';
import type { Series } from './series.js';
import { trialTable, type Summary } from './summary.js';

/** The bootstrap of a ratio resamples at most this many paired seeds: it takes time in proportion. */
const MOST_SEEDS = 200;

/** One series at one loss level, beside the null model from the same start. */
export interface LeaderboardEntry {
  readonly series: Series;
  readonly level: number;
  readonly threshold: ThresholdTrainingDimension;
  /** Absent for the null itself, without a null from the same start, and without a seed that both were run with. */
  readonly comparison?: ThresholdComparison;
}

/**
 * Every method beside the null model from the same start, at every loss level. Within a level and start the null comes
 * first, then the methods by rising d*.
 */
export function leaderboardOf(series: readonly Series[], summary: Summary): LeaderboardEntry[] {
  const starts = [...new Set(series.map(({ start }) => start))];
  return summary.lossLevels.flatMap((level, i) =>
    starts.flatMap((start) => {
      const fromHere = series.filter((one) => one.start === start);
      const nullOf = ({ summary: { setting } }: Series) =>
        fromHere.find((one) => one.isNull && one.summary.setting === setting);
      return fromHere
        .map((one) => ({
          ...{ series: one, level, threshold: one.summary.levels[i].threshold },
          comparison: one.isNull ? undefined : compare(one, nullOf(one), level, summary),
        }))
        .sort(nullThenFewest);
    }),
  );
}

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

function nullThenFewest(a: LeaderboardEntry, b: LeaderboardEntry): number {
  if (a.series.isNull !== b.series.isNull) return a.series.isNull ? -1 : 1;
  return (a.threshold.dStar ?? Infinity) - (b.threshold.dStar ?? Infinity) || 0;
}
