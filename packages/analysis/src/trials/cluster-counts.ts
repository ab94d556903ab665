import { reaches, type SuccessCount } from './count-successes.js';
import type { Direction, TrialTable } from './trial.js';

/** The trials of one cluster. */
export interface ClusterCount {
  /** By rising d. */
  readonly counts: readonly SuccessCount[];
}

/**
 * The trials of each cluster. Undefined where clusters change nothing: no trial shares one with another, or all trials
 * share one, so that everything is said of this one cluster (of one initialisation) and its trials are independent.
 */
export function clusterCounts(
  trials: TrialTable,
  level: number,
  direction: Direction = 'at-most',
): readonly ClusterCount[] | undefined {
  const clusters = new Map<number | string, Map<number, { trials: number; successes: number }>>();
  for (const [index, { d, best, cluster }] of trials.entries()) {
    const key = cluster ?? `trial ${index} alone`;
    let counts = clusters.get(key);
    if (counts === undefined) clusters.set(key, (counts = new Map()));
    let count = counts.get(d);
    if (count === undefined) counts.set(d, (count = { trials: 0, successes: 0 }));
    count.trials += 1;
    if (reaches(best, level, direction)) count.successes += 1;
  }
  if (clusters.size === trials.length || clusters.size === 1) return undefined;
  return [...clusters.values()].map((counts) => ({
    counts: [...counts].map(([d, count]) => ({ d, ...count })).sort((a, b) => a.d - b.d),
  }));
}

/** How many clusters have trials at some d from `from` to `to`. */
export function clustersWithin(clusters: readonly ClusterCount[], from: number, to: number): number {
  return clusters.filter(({ counts }) => counts.some(({ d }) => d >= from && d <= to)).length;
}
