import { affineReparametrisation, CONTRACT_VERSION, DofError, projectionTraits } from '@dof/core';
import type { DofReductionMethod, ProjectionSpec } from '@dof/core';
import { randomOptions, resolveProjection, type RandomOptions } from './random-options.js';

/**
 * The null model: training in a random affine subspace through the starting point, w(theta) = w_t + A theta. By
 * definition the entries of A are independent N(0, 1), every column scaled to unit norm and none made orthogonal (Larsen
 * et al. 2022, section 3); other projections take the place of that matrix where it is too large. A is drawn afresh from
 * the key of each run; except for `fastfood`, the same key at a smaller d gives its first columns.
 */
export const random: DofReductionMethod<RandomOptions> = {
  name: 'random',
  version: '1',
  contractVersion: CONTRACT_VERSION,
  description: 'random affine subspace: the null model that every other method is compared with',
  options: randomOptions,
  resolveOptions: (options, { dimension }, requested, stepOperations) =>
    resolveProjection(options, dimension, requested, stepOperations),
  capabilities: { linear: true, nested: true, reachesFullSpace: true },
  capabilitiesWith({ projection }) {
    // Undecided, it is the Gaussian where that is cheap.
    if (projection === 'auto') return {};
    const { nested, fullRank } = projectionTraits[projection];
    return { nested, reachesFullSpace: fullRank };
  },
  attainable: ({ dimension }) => ({ minimum: 1, maximum: dimension }),
  async reparametrise({ backend, layout, start, d, key, options }) {
    const rows = layout.dimension;
    if (!Number.isInteger(d) || d < 1 || d > rows) {
      throw new DofError(
        'DOF_BAD_DIMENSION',
        `a random subspace has a whole number from 1 to ${rows} dimensions, not ${d}`,
      );
    }
    const { projection, nonZerosPerColumn } = resolveProjection(options, rows, [d]);
    if (projection === 'auto') throw new TypeError('the projection is undecided');
    const spec: ProjectionSpec =
      projection === 'sparse'
        ? { kind: projection, rows, columns: d, nonZerosPerColumn }
        : { kind: projection, rows, columns: d };
    return affineReparametrisation(start.w, await backend.linearMap(spec, key));
  },
};
