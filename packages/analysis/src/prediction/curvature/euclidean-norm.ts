import { dot } from '../../theory/numerics/gram-matrix.js';

/** The length of a vector. */
export function euclideanNorm(v: Float64Array): number {
  return Math.sqrt(dot(v, v));
}
