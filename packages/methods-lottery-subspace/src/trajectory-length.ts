import { DEFAULT_SNAPSHOTS, type LotterySubspaceOptions } from './lottery-subspace-options.js';

/** How many snapshots the trajectory has that serves a run at d. */
export function snapshotsFor({ snapshots, reference }: LotterySubspaceOptions, d: number): number {
  if (snapshots !== 'auto') return snapshots;
  return reference ? d : DEFAULT_SNAPSHOTS;
}

/** How many directions a trajectory of this many snapshots has at most. */
export function mostDirections({ meanCentred }: LotterySubspaceOptions, snapshots: number): number {
  return meanCentred ? snapshots - 1 : snapshots;
}

/** Steps before snapshot n, counted from 1. The first of the reference code comes one step late. */
export function stepsBefore({ every, reference }: LotterySubspaceOptions, snapshot: number): number {
  return snapshot * every + (reference ? 1 : 0);
}
