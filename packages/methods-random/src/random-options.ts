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
    .describe(
      'kind of random matrix; auto: gaussian where it is cheap beside a training step at the largest d, else hadamard',
    ),
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

/** Entries of the largest dense matrix that `auto` asks for, whatever a step costs: 512 MiB of float32. */
const LARGEST_DENSE = 2 ** 27;

/** Entries of a dense matrix that is never too large: 1 MiB, which stays in a core's cache. */
const SMALL_DENSE = 2 ** 18;

/**
 * Operations of a training step for every entry of the dense matrix. Reading so many entries once or twice then takes about
 * a quarter of what the step takes, on the processors that were measured (docs/decisions/0015-projection-by-cost.md).
 */
const OPERATIONS_PER_ENTRY = 128;

/**
 * Decides `auto` from D and the d that are asked for together: `gaussian`, the definition, as long as the dense matrix of
 * the largest d has at most one entry for 128 operations of a training step, or 2^18 entries, and at most 2^27; `hadamard`
 * beyond, for all of them. Other options stay as they are.
 *
 * @param stepOperations multiplications and additions of a training step; absent: unknown, as for a caller without an
 *   experiment, and only the 2^27 entries count.
 * @throws DOF_BAD_OPTIONS for more non-zeros per column than D.
 */
export function resolveProjection(
  options: RandomOptions,
  D: number,
  requested: readonly number[],
  stepOperations = Infinity,
): RandomOptions {
  const { nonZerosPerColumn = 1 } = options;
  if (nonZerosPerColumn > D) {
    throw new DofError(
      'DOF_BAD_OPTIONS',
      `options of method random: nonZerosPerColumn: a column has D = ${D} entries, not ${nonZerosPerColumn}`,
    );
  }
  if (options.projection !== 'auto') return options;
  const entries = D * Math.max(...requested, 0);
  const cheap = Math.max(SMALL_DENSE, stepOperations / OPERATIONS_PER_ENTRY);
  const dense = entries <= Math.min(LARGEST_DENSE, cheap);
  return { ...options, projection: dense ? 'gaussian' : 'hadamard' };
}
