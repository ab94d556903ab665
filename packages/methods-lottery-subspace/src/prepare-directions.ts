import { requireMemory } from '@dof/core';
import type { PrepareContext, Prepared, SingularDirectionsOptions } from '@dof/core';
import { centre, joinVectors, topSingularDirections } from '@dof/linear-algebra';
import type { LotterySubspaceOptions } from './lottery-subspace-options.js';
import { recordTrajectory, snapshotCount, stepsBefore } from './record-trajectory.js';

/** Of the preparation's time, roughly: what training takes of it. */
const TRAINING_SHARE = 0.7;

/** What `prepared.meta` of a lottery subspace holds: the spectrum of its trajectory. */
export interface LotterySubspaceMeta {
  readonly snapshots: number;
  /** Full-space steps from the start to the last snapshot. */
  readonly steps: number;
  /** How many singular values stand clear of rounding. */
  readonly rank: number;
  /** All of them, falling. */
  readonly singularValues: readonly number[];
  readonly [key: string]: number | readonly number[];
}

/**
 * Trains once and decomposes the trajectory. `arrays.directions` holds as many directions as the largest d asked for
 * takes, `[count, D]` row-major, unit length, those of the largest singular values first: any d takes the first d.
 */
export async function prepareDirections(context: PrepareContext<LotterySubspaceOptions>): Promise<Prepared> {
  const { objective, backend, options, requested, signal } = context;
  signal.throwIfAborted();
  const snapshots = snapshotCount(options, requested);
  const limit = Math.max(...requested);
  requireMemory(
    bytesNeeded(objective.dimension, snapshots, Math.min(limit, snapshots)),
    `${snapshots} snapshots of D = ${objective.dimension} and their directions`,
    'ask for fewer snapshots or a smaller d',
  );
  const vectors = await recordTrajectory(context, snapshots, (share) => context.emit(TRAINING_SHARE * share));
  const decomposed = options.meanCentred ? centre(vectors) : vectors;
  const watched: SingularDirectionsOptions = {
    signal,
    onProgress: (share) => context.emit(TRAINING_SHARE + (1 - TRAINING_SHARE) * share),
  };
  const { directions, rank, singularValues } =
    (await backend.topSingularDirections?.(decomposed, limit, watched)) ??
    (await topSingularDirections(decomposed, limit, watched));
  const meta: LotterySubspaceMeta = {
    snapshots,
    steps: stepsBefore(options, snapshots),
    rank,
    singularValues: [...singularValues],
  };
  return { meta, arrays: { directions: joinVectors(directions) } };
}

/** Of vectors and directions, these twice while they are joined, and three n x n matrices of float64. */
function bytesNeeded(dimension: number, snapshots: number, directions: number): number {
  return 4 * dimension * (snapshots + 2 * directions) + 24 * snapshots ** 2;
}
