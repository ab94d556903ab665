import { affineReparametrisation, CONTRACT_VERSION, DofError, requireAttainable } from '@dof/core';
import type { DofReductionMethod, DimensionSet, ParameterLayout, Prepared } from '@dof/core';
import { columnsMap } from '@dof/linear-algebra';
import { lotterySubspaceOptions, type LotterySubspaceOptions } from './lottery-subspace-options.js';
import { directionsName, prepareDirections, type LotterySubspaceMeta } from './prepare-directions.js';
import { mostDirections, snapshotsFor } from './trajectory-length.js';

/**
 * The lottery subspace (Larsen et al. 2022, section 4): training in the affine subspace through the starting point that
 * is spanned by the top left singular vectors of a full-space training run, w(theta) = w_t + U theta. The columns of U
 * have unit length, or by option their singular value over the largest.
 */
export const lotterySubspace: DofReductionMethod<LotterySubspaceOptions> = {
  name: 'lottery-subspace',
  version: '1',
  contractVersion: CONTRACT_VERSION,
  description: 'top singular directions of a full-space training run',
  options: lotterySubspaceOptions,
  capabilities: { linear: true, nested: true, reachesFullSpace: false },
  // Every d has a trajectory of its own there.
  capabilitiesWith: ({ reference, snapshots }) => (reference && snapshots === 'auto' ? { nested: false } : {}),
  attainable,
  prepare: prepareDirections,
  preparationBatchSize: ({ batchSize }) => batchSize,
  async reparametrise({ prepared, start, d, options, layout }) {
    requireAttainable('lottery-subspace', attainable(layout, options), d);
    const { directions, singularValues } = directionsOf(prepared, snapshotsFor(options, d), layout.dimension);
    if (directions.length < d && (options.whenFewer === 'error' || directions.length === 0)) {
      throw new DofError(
        'DOF_TOO_FEW_DIRECTIONS',
        `the trajectory of ${singularValues.length} snapshots has ${directions.length} independent directions, ` +
          `d = ${d} was asked for: use a smaller d or more snapshots`,
      );
    }
    const scale = options.scaled ? singularValues.map((value) => value / singularValues[0]) : undefined;
    return affineReparametrisation(start.w, columnsMap(directions.slice(0, d), scale));
  },
};

function attainable({ dimension }: ParameterLayout, options: LotterySubspaceOptions): DimensionSet {
  // With a trajectory as long as d, d snapshots always leave d directions.
  const found = mostDirections(options, snapshotsFor(options, dimension));
  return { minimum: 1, maximum: options.whenFewer === 'fewer' ? dimension : Math.min(dimension, found) };
}

/** The stored directions of one trajectory, as views, with all of its singular values. */
function directionsOf(
  prepared: Prepared | undefined,
  snapshots: number,
  dimension: number,
): { readonly directions: readonly Float32Array[]; readonly singularValues: readonly number[] } {
  const stored = prepared?.arrays[directionsName(snapshots)];
  const meta = prepared?.meta as LotterySubspaceMeta | undefined;
  const trajectory = meta?.trajectories.find((one) => one.snapshots === snapshots);
  if (!(stored instanceof Float32Array) || trajectory === undefined) {
    throw new TypeError(`the preparation holds no directions of ${snapshots} snapshots`);
  }
  const directions = Array.from({ length: stored.length / dimension }, (_, j) =>
    stored.subarray(j * dimension, (j + 1) * dimension),
  );
  return { directions, singularValues: trajectory.singularValues };
}
