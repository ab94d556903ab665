import type { RandomKey } from '../contracts/random-key.js';
import { fillNormal } from '../random/normal.js';
import { threefry } from '../random/threefry.js';

/** Steps of 1/24 hold every draw, all of which lie within 5.3 of 0, in a signed byte. */
const STEPS_PER_UNIT = 24;

/** Column of a dense Gaussian matrix before scaling: the key's stream of normal draws of that number. */
export function gaussianColumn(key: RandomKey, column: number, rows: number): Float32Array {
  const draws = new Float32Array(rows);
  fillNormal(key, column, draws);
  return draws;
}

/** The same column in whole steps of 1/24, halves rounded up, from -127 to 127; never zero as a whole. */
export function roundedGaussianColumn(key: RandomKey, column: number, rows: number): Int8Array {
  const steps = Int8Array.from(gaussianColumn(key, column, rows), (z) => Math.floor(STEPS_PER_UNIT * z + 0.5));
  if (steps.every((step) => step === 0)) steps[0] = 1;
  return steps;
}

/**
 * Signs +1 and -1 of equal probability. Sign i is -1 where bit i mod 32 of word floor(i / 32) is set; words 2k and 2k + 1
 * are the output of the block with counter (k, stream).
 */
export function randomSigns(key: RandomKey, stream: number, count: number): Int8Array {
  const signs = new Int8Array(count);
  const words = new Uint32Array(2);
  for (let i = 0; i < count; i++) {
    if (i % 64 === 0) threefry(key, i / 64, stream, words);
    signs[i] = 1 - 2 * ((words[(i >>> 5) & 1] >>> (i & 31)) & 1);
  }
  return signs;
}
