import type { RandomKey } from '../contracts/random-key.js';
import { fillNormal } from '../random/normal.js';

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
