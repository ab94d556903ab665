import { ACTIVATIONS, type ActivationName, type LayerSpec } from '@dof/core';
import { z } from 'zod';

/** A size of at least 1. */
export const size = z.int().min(1);

/** The function behind each layer. */
export const activation = z
  .enum(ACTIVATIONS)
  .default('relu')
  .describe('behind every hidden layer') satisfies z.ZodType<ActivationName>;

/** How 2x2 windows become one pixel. */
export const poolKind = z.enum(['average', 'max']);

export type PoolKind = z.output<typeof poolKind>;

/** The 2x2 pool of a kind. */
export function pool2x2(kind: PoolKind): LayerSpec {
  return { type: kind === 'max' ? 'maxPool2d' : 'averagePool2d', size: 2 };
}
