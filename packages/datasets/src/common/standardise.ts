import type { DataSplit, Standardisation } from '@dof/core';
import { z } from 'zod';

/** How bytes become inputs: x / 255 less the per-pixel mean of the training examples, or x / 255 alone. */
export const standardiseSchema = z.enum(['pixel-mean', 'none']);

export type Standardise = z.infer<typeof standardiseSchema>;

const SCALE = 1 / 255;

/** The standardisation of a data set, from the training examples in use. */
export function standardise(kind: Standardise, train: DataSplit): Standardisation {
  const length = train.inputs.length / train.count;
  const mean = new Float32Array(length);
  if (kind === 'none') return { scale: SCALE, mean };
  // Sums of bytes are exact in float64.
  const sums = new Float64Array(length);
  for (let n = 0; n < train.count; n++) {
    for (let pixel = 0; pixel < length; pixel++) sums[pixel] += train.inputs[n * length + pixel];
  }
  for (let pixel = 0; pixel < length; pixel++) mean[pixel] = (sums[pixel] / train.count) * SCALE;
  return { scale: SCALE, mean };
}
