import { strictObject } from '@dof/core';
import { z } from 'zod';

/** Options of the low-rank adapters. */
export const loraOptions = strictObject({
  biases: z.enum(['freeze', 'train']).default('freeze').describe('biases and scales: as at the start, or trained too'),
  scale: z.number().positive().default(1).describe('W = W0 + scale B C'),
});

/** {@link loraOptions} with defaults filled in. */
export type LoraOptions = z.output<typeof loraOptions>;
