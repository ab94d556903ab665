import { runKey, splitKey, trainFullSpace } from '@dof/core';
import type { PrepareContext } from '@dof/core';
import { DEFAULT_SNAPSHOTS, type LotterySubspaceOptions } from './lottery-subspace-options.js';

/**
 * Trains the full network and returns one vector of length D per snapshot: its move since the snapshot before, or since
 * the start. Fewer snapshots give the first vectors of more.
 *
 * @param onShare told the share of the steps done; may pause the work
 */
export async function recordTrajectory(
  context: PrepareContext<LotterySubspaceOptions>,
  snapshots: number,
  onShare: (share: number) => void | Promise<void>,
): Promise<Float32Array[]> {
  const { objective, options, trainCount, signal } = context;
  const { learningRate, momentum, batchSize } = options;
  const w = startingPoint(context);
  const from = w.slice();
  const vectors: Float32Array[] = [];
  const steps = stepsBefore(options, snapshots);
  await trainFullSpace(w, {
    objective,
    recipe: { optimizer: { name: 'momentum', learningRate, momentum }, schedule: [], batchSize },
    steps,
    trainCount,
    key: splitKey(preparationKey(context), 'trajectory'),
    signal,
    onStep: async (done) => {
      if (done === stepsBefore(options, vectors.length + 1)) {
        vectors.push(w.map((value, i) => value - from[i]));
        if (options.vectors === 'increments') from.set(w);
      }
      await onShare(done / steps);
    },
  });
  return vectors;
}

/** A copy: training moves it. */
function startingPoint({ start, objective, options }: PrepareContext<LotterySubspaceOptions>): Float32Array {
  const { trajectorySeed } = options;
  return trajectorySeed === 'run' ? start.w.slice() : objective.initialise(runKey(trajectorySeed, 'initialisation'));
}

function preparationKey({ key, options: { trajectorySeed } }: PrepareContext<LotterySubspaceOptions>) {
  return trajectorySeed === 'run' ? key : runKey(trajectorySeed, 'preparation');
}

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
