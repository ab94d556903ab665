import { affineReparametrisation, CONTRACT_VERSION, DofError, requireAttainable } from '@dof/core';
import type { AttainableDegreesOfFreedom, DofReductionMethod, ParameterLayout, Prepared } from '@dof/core';
import { columnsMap, splitVectors } from '@dof/linear-algebra';
import { lotterySubspaceOptions, type LotterySubspaceOptions } from './lottery-subspace-options.js';
import { prepareDirections, type LotterySubspaceMeta } from './prepare-directions.js';
import { snapshotCount } from './record-trajectory.js';

/**
 * The lottery subspace (Larsen et al. 2022, section 4): training in the affine subspace through the starting point that
 * is spanned by the top left singular vectors of a full-space training run, w(theta) = w_t + U theta. The columns of U
 * have unit length, or by option their singular value over the largest.
 */
export const lotterySubspace: DofReductionMethod<LotterySubspaceOptions> = {
  name: 'lottery-subspace',
  version: '2',
  contractVersion: CONTRACT_VERSION,
  description: 'top singular directions of a full-space training run',
  options: lotterySubspaceOptions,
  capabilities: { linear: true, nested: true, reachesFullSpace: false },
  capabilitiesWith: ({ whenFewer }) => ({ fewerCoordinates: whenFewer === 'fewer' }),
  resolveOptions: (options, _layout, requested) => ({ ...options, snapshots: snapshotCount(options, requested) }),
  attainable,
  prepare: prepareDirections,
  preparationBatchSize: ({ batchSize }) => batchSize,
  async reparametrise({ prepared, start, d, options, backend, layout }) {
    requireAttainable('lottery-subspace', attainable(layout, options), d);
    const directions = directionsOf(prepared, layout.dimension);
    const { singularValues, snapshots } = prepared?.meta as LotterySubspaceMeta;
    if (directions.length < d && (options.whenFewer === 'error' || directions.length === 0)) {
      throw new DofError(
        'DOF_TOO_FEW_DIRECTIONS',
        `the trajectory of ${snapshots} snapshots has ${directions.length} independent directions, d = ${d} was ` +
          'asked for: use a smaller d or more snapshots',
      );
    }
    const scale = options.scaled ? singularValues.map((value) => value / singularValues[0]) : undefined;
    const columns = directions.slice(0, d);
    const map = (await backend.columnsMap?.(columns, scale)) ?? columnsMap(columns, scale);
    return affineReparametrisation(start.w, map);
  },
};

function attainable({ dimension }: ParameterLayout, options: LotterySubspaceOptions): AttainableDegreesOfFreedom {
  const directions = snapshotCount(options, [dimension]) - (options.meanCentred ? 1 : 0);
  return { minimum: 1, maximum: options.whenFewer === 'fewer' ? dimension : Math.min(dimension, directions) };
}

/** The directions of a preparation, as views. */
function directionsOf(prepared: Prepared | undefined, dimension: number): readonly Float32Array[] {
  const joined = prepared?.arrays['directions'];
  if (!(joined instanceof Float32Array)) throw new TypeError('the preparation holds no directions');
  return splitVectors(joined, dimension);
}
