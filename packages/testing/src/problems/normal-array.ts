import { fillNormal, type RandomKey } from '@dof/core';

/** `length` independent N(0, 1) draws of one stream of a key, as float64. */
export function normalArray(key: RandomKey, stream: number, length: number): Float64Array {
  const draws = new Float32Array(length);
  fillNormal(key, stream, draws);
  return Float64Array.from(draws);
}
