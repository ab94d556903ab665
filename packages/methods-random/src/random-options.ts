import { projectionTraits, strictObject } from '@dof/core';
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
    .describe('of a sparse matrix; left out: each entry with probability 1/sqrt(D)'),
}).refine(({ projection, nonZerosPerColumn }) => nonZerosPerColumn === undefined || projection === 'sparse', {
  path: ['nonZerosPerColumn'],
  error: 'goes with projection: sparse alone',
});

/** {@link randomOptions} with defaults filled in. */
export type RandomOptions = z.output<typeof randomOptions>;
