import type { RandomKey } from '../../contracts/random-key.js';
import { fillNormal } from '../../random/normal.js';

/** `length` independent N(0, 1) draws of one stream of a key, as float64. */
export function normalArray(key: RandomKey, stream: number, length: number): Float64Array {
  const draws = new Float32Array(length);
  fillNormal(key, stream, draws);
  return Float64Array.from(draws);
}
