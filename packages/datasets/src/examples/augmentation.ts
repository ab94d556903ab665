import { strictObject } from '@dof/core';
import { z } from 'zod';

/** Random changes of training batches; see `Augmentation` of @dof/core. */
export const augmentationSchema = strictObject({
  crop: z.number().gt(0).lt(1).optional(),
  flip: z.boolean().optional(),
  shift: z.int().min(1).max(64).optional(),
}).refine(({ crop, flip, shift }) => crop !== undefined || flip === true || shift !== undefined, {
  error: 'give at least one of crop, flip, shift, or leave augmentation out',
});
