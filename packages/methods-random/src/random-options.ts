import { strictObject } from '@dof/core';
import { z } from 'zod';

/** Options of the random affine subspace: how A is drawn. */
export const randomOptions = strictObject({
  projection: z.enum(['gaussian']).default('gaussian'),
});

/** {@link randomOptions} with defaults filled in. */
export type RandomOptions = z.output<typeof randomOptions>;
