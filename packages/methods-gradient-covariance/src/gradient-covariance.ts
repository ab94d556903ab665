import { affineReparametrisation, CONTRACT_VERSION, DofError, requireAttainable } from '@dof/core';
import type { AttainableDegreesOfFreedom, DofReductionMethod, ParameterLayout } from '@dof/core';
import { columnsMap, splitVectors } from '@dof/linear-algebra';
import { gradientCovarianceOptions, type GradientCovarianceOptions } from './gradient-covariance-options.js';
import { prepareGradientDirections, type GradientCovarianceMeta } from './prepare-gradient-directions.js';

/**
 * Training in the affine subspace through the starting point that is spanned by the top eigenvectors of the covariance of
 * the gradients there, over random batches of the training set: directions from data, without training. At an
 * initialisation their leading subspace is close to that of the Hessian (Gur-Ari, Roberts and Dyer 2018).
 */
export const gradientCovariance: DofReductionMethod<GradientCovarianceOptions> = {
  name: 'gradient-covariance',
  version: '2',
  contractVersion: CONTRACT_VERSION,
  description: "top directions of the gradients' covariance at the start",
  options: gradientCovarianceOptions,
  capabilities: { linear: true, nested: true, reachesFullSpace: false },
  attainable,
  prepare: prepareGradientDirections,
  preparationBatchSize: ({ batchSize }) => batchSize,
  async reparametrise({ prepared, start, d, options, backend, layout }) {
    requireAttainable('gradient-covariance', attainable(layout, options), d);
    const joined = prepared?.arrays['directions'];
    if (!(joined instanceof Float32Array)) throw new TypeError('the preparation holds no directions');
    const directions = splitVectors(joined, layout.dimension);
    const { eigenvalues } = prepared?.meta as GradientCovarianceMeta;
    if (directions.length < d) {
      throw new DofError(
        'DOF_TOO_FEW_DIRECTIONS',
        `${eigenvalues.length} gradients have ${directions.length} independent directions, d = ${d} was asked for: ` +
          'use a smaller d or more gradients',
      );
    }
    const scale = options.scaled ? eigenvalues.map((value) => Math.sqrt(value / eigenvalues[0])) : undefined;
    const columns = directions.slice(0, d);
    const map = (await backend.columnsMap?.(columns, scale)) ?? columnsMap(columns, scale);
    return affineReparametrisation(start.w, map);
  },
};

function attainable({ dimension }: ParameterLayout, options: GradientCovarianceOptions): AttainableDegreesOfFreedom {
  return { minimum: 1, maximum: Math.min(dimension, options.gradients - (options.meanCentred ? 1 : 0)) };
}
