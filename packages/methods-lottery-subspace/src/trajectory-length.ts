import { DEFAULT_SNAPSHOTS, type LotterySubspaceOptions } from './lottery-subspace-options.js';

/**
 * How many snapshots the trajectory has. The one of the reference code is as long as the largest d asked for needs, and
 * ours does not depend on it.
 */
export function snapshotCount(
  { snapshots, reference, meanCentred }: LotterySubspaceOptions,
  requested: readonly number[],
): number {
  if (snapshots !== 'auto') return snapshots;
  return reference ? Math.max(...requested) + (meanCentred ? 1 : 0) : DEFAULT_SNAPSHOTS;
}

/** Steps before snapshot n, counted from 1. The first of the reference code comes one step late. */
export function stepsBefore({ every, reference }: LotterySubspaceOptions, snapshot: number): number {
  return snapshot * every + (reference ? 1 : 0);
}
