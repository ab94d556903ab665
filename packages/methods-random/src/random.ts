import { affineReparametrisation, CONTRACT_VERSION, DofError } from '@dof/core';
import type { DofReductionMethod } from '@dof/core';
import { randomOptions, type RandomOptions } from './random-options.js';

/**
 * The null model: training in a random affine subspace through the starting point, w(theta) = w_t + A theta, with the
 * entries of A independent N(0, 1), every column scaled to unit norm and none made orthogonal (Larsen et al. 2022,
 * section 3). A is drawn afresh from the key of each run; the same key at a smaller d gives its first columns.
 */
export const random: DofReductionMethod<RandomOptions> = {
  name: 'random',
  version: '1',
  contractVersion: CONTRACT_VERSION,
  description: 'random affine subspace: the null model that every other method is compared with',
  options: randomOptions,
  capabilities: { linear: true, nested: true, reachesFullSpace: true },
  attainable: ({ dimension }) => ({ minimum: 1, maximum: dimension }),
  async reparametrise({ backend, layout, start, d, key, options }) {
    const rows = layout.dimension;
    if (!Number.isInteger(d) || d < 1 || d > rows) {
      throw new DofError(
        'DOF_BAD_DIMENSION',
        `a random subspace has a whole number from 1 to ${rows} dimensions, not ${d}`,
      );
    }
    return affineReparametrisation(
      start.w,
      await backend.linearMap({ kind: options.projection, rows, columns: d }, key),
    );
  },
};
