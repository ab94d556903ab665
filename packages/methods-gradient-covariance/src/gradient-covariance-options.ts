import { strictObject } from '@dof/core';
import { z } from 'zod';

/** Options of the gradient-covariance subspace. */
export const gradientCovarianceOptions = strictObject({
  gradients: z.int().min(1).default(512).describe('gradients at the start, each of other examples'),
  batchSize: z.int().min(1).default(1).describe('examples per gradient'),
  meanCentred: z.boolean().default(false).describe('about their mean, not about 0: leaves out the mean gradient'),
  scaled: z.boolean().default(false).describe('scale each coordinate by its standard deviation over the largest'),
});

/** {@link gradientCovarianceOptions} with defaults filled in. */
export type GradientCovarianceOptions = z.output<typeof gradientCovarianceOptions>;
