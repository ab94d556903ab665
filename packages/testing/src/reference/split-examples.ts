import type { ReferenceBatch } from './reference-layer.js';

/** Cuts a flat `[count, ...]` array into the arrays of its examples. */
export function splitExamples(inputs: Float64Array, count: number): ReferenceBatch {
  const length = inputs.length / count;
  return Array.from({ length: count }, (_, n) => inputs.slice(n * length, (n + 1) * length));
}
