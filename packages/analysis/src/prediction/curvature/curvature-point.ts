import type { Batch, Objective } from '@dof/core';
import { checkWholeNumber } from '../../check-input.js';

/** A point of the loss landscape and the training examples its curvature is taken over. */
export interface CurvaturePoint {
  readonly objective: Objective;
  /** w of length D. */
  readonly w: Float32Array;
  /** Indices of training examples; the loss is their mean. */
  readonly examples: Uint32Array;
  /** Examples given to the objective at once, at most what it was compiled for. */
  readonly batchSize: number;
}

/**
 * The examples cut into batches, the last one perhaps shorter.
 *
 * @throws DofError `DOF_THEORY_INPUT_INVALID` for no examples or a batch size out of range.
 */
export function curvatureBatches({ examples, batchSize }: Pick<CurvaturePoint, 'examples' | 'batchSize'>): Batch[] {
  checkWholeNumber('The number of examples', examples.length, 1);
  checkWholeNumber('The batch size', batchSize, 1);
  const batches: Batch[] = [];
  for (let from = 0; from < examples.length; from += batchSize) {
    batches.push({ split: 'train', indices: examples.slice(from, from + batchSize) });
  }
  return batches;
}

/** Writes w + step v, rounded to float32, to `out`; all of length D. */
export function displace(w: Float32Array, v: Float64Array, step: number, out: Float32Array): void {
  for (let i = 0; i < w.length; i++) out[i] = w[i] + step * v[i];
}
