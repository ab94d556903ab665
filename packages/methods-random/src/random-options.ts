import { projectionTraits, strictObject, DofError } from '@dof/core';
import type { ProjectionKind } from '@dof/core';
import { z } from 'zod';

const kinds = Object.keys(projectionTraits) as [ProjectionKind, ...ProjectionKind[]];

/** Options of the random affine subspace: how A is drawn. */
export const randomOptions = strictObject({
  /** The kind of matrix, see `ProjectionSpec`; `auto` is decided by {@link resolveProjection}. */
  projection: z
    .enum(['auto', ...kinds])
    .default('auto')
    .describe('kind of random matrix; auto: gaussian up to 2^27 entries at the largest d, hadamard beyond'),
  nonZerosPerColumn: z
    .int()
    .min(1)
    .optional()
    .describe('of a sparse matrix; default: each entry with probability 1/sqrt(D)'),
}).refine(({ projection, nonZerosPerColumn }) => nonZerosPerColumn === undefined || projection === 'sparse', {
  path: ['nonZerosPerColumn'],
  error: 'goes with projection: sparse alone',
});

/** {@link randomOptions} with defaults filled in. */
export type RandomOptions = z.output<typeof randomOptions>;

/** Entries of the largest dense matrix that `auto` asks for: 512 MiB of float32, which every step reads twice. */
const LARGEST_DENSE = 2 ** 27;

/**
 * Decides `auto` from D and the d that are asked for together: `gaussian`, the definition, as long as the dense matrix of
 * the largest d has at most 2^27 entries, and `hadamard` beyond, for all of them. Other options stay as they are.
 *
 * @throws DOF_BAD_OPTIONS for more non-zeros per column than D.
 */
export function resolveProjection(options: RandomOptions, D: number, requested: readonly number[]): RandomOptions {
  const { nonZerosPerColumn = 1 } = options;
  if (nonZerosPerColumn > D) {
    throw new DofError(
      'DOF_BAD_OPTIONS',
      `options of method random: nonZerosPerColumn: a column has D = ${D} entries, not ${nonZerosPerColumn}`,
    );
  }
  if (options.projection !== 'auto') return options;
  const dense = D * Math.max(...requested, 0) <= LARGEST_DENSE;
  return { ...options, projection: dense ? 'gaussian' : 'hadamard' };
}
