import { fillNormal, threefry, type RandomKey } from '@dof/core';

/** `length` independent N(0, 1) draws of one stream of a key, as float64. */
export function normalArray(key: RandomKey, stream: number, length: number): Float64Array {
  const draws = new Float32Array(length);
  fillNormal(key, stream, draws);
  return Float64Array.from(draws);
}

/** Independent uniform bytes. */
export function randomBytes(key: RandomKey, length: number): Uint8Array {
  const words = new Uint32Array(2);
  return Uint8Array.from({ length }, (_, i) => {
    threefry(key, i, 0, words);
    return words[0] >>> 24;
  });
}
