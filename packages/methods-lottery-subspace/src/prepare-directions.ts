import type { PrepareContext, Prepared } from '@dof/core';
import { topSingularDirections } from '@dof/linear-algebra';
import { centre } from './centre.js';
import type { LotterySubspaceOptions } from './lottery-subspace-options.js';
import { recordTrajectory } from './record-trajectory.js';
import { requireMemory } from './require-memory.js';
import { snapshotsFor, stepsBefore } from './trajectory-length.js';

/** Of the preparation's time, roughly: what training takes of it. */
const TRAINING_SHARE = 0.7;

/** What `prepared.meta` of a lottery subspace holds: one entry for every length of trajectory that some d needs. */
export interface LotterySubspaceMeta {
  readonly trajectories: readonly TrajectoryMeta[];
  readonly [key: string]: readonly TrajectoryMeta[];
}

/** The spectrum of one trajectory. */
export interface TrajectoryMeta {
  readonly snapshots: number;
  /** Full-space steps from its start to its last snapshot. */
  readonly steps: number;
  /** How many singular values stand clear of rounding. */
  readonly rank: number;
  /** All of them, falling. */
  readonly singularValues: readonly number[];
  readonly [key: string]: number | readonly number[];
}

/** The name of the array that holds the directions of a trajectory, `[count, D]` row-major, unit length. */
export function directionsName(snapshots: number): string {
  return `directions-${snapshots}`;
}

/**
 * Trains once to the longest trajectory that a requested d needs, and decomposes it, or its beginnings: the directions
 * of a d depend on that d and the options, and not on the others asked for.
 */
export async function prepareDirections(context: PrepareContext<LotterySubspaceOptions>): Promise<Prepared> {
  const { options, requested, signal } = context;
  const largest = new Map<number, number>();
  for (const d of requested) {
    const snapshots = snapshotsFor(options, d);
    largest.set(snapshots, Math.max(d, largest.get(snapshots) ?? 0));
  }
  const lengths = [...largest.keys()].sort((a, b) => a - b);
  signal.throwIfAborted();
  requireMemory(context.objective.dimension, largest);
  const vectors = await recordTrajectory(context, lengths.at(-1) ?? 0, (share) => context.emit(TRAINING_SHARE * share));
  const trajectories: TrajectoryMeta[] = [];
  const arrays: Record<string, Float32Array> = {};
  for (const [i, snapshots] of lengths.entries()) {
    const stack = vectors.slice(0, snapshots);
    const decomposed = options.meanCentred ? centre(stack) : stack;
    const limit = largest.get(snapshots) ?? 0;
    const { directions, rank, singularValues } = await topSingularDirections(decomposed, limit, async (share) => {
      signal.throwIfAborted();
      await context.emit(TRAINING_SHARE + (1 - TRAINING_SHARE) * ((i + share) / lengths.length));
    });
    arrays[directionsName(snapshots)] = concatenated(directions, context.objective.dimension);
    const steps = stepsBefore(options, snapshots);
    trajectories.push({ snapshots, steps, rank, singularValues: [...singularValues] });
  }
  await context.emit(1);
  return { meta: { trajectories } satisfies LotterySubspaceMeta, arrays };
}

function concatenated(directions: readonly Float32Array[], dimension: number): Float32Array {
  const all = new Float32Array(directions.length * dimension);
  directions.forEach((direction, j) => all.set(direction, j * dimension));
  return all;
}
