import type { RandomKey } from '../contracts/random-key.js';
import { logarithm } from './logarithm.js';
import { normalKernel } from './normal-kernel.js';
import { threefry } from './threefry.js';

const round = Math.fround;

/** Giles, "Approximating the erfinv function", GPU Computing Gems 2 (2010), single precision, highest power first. */
const CENTRAL = [
  2.81022636e-8, 3.43273939e-7, -3.5233877e-6, -4.39150654e-6, 0.00021858087, -0.00125372503, -0.00417768164,
  0.246640727, 1.50140941,
].map(round);
const TAIL = [
  -0.000200214257, 0.000100950558, 0.00134934322, -0.00367342844, 0.00573950773, -0.0076224613, 0.00943887047,
  1.00167406, 2.83297682,
].map(round);
const SQRT2 = round(Math.SQRT2);
const SCALE = 2 ** -23;
/** From so many draws on, a kernel is worth being called. */
const MANY_DRAWS = 64;

/**
 * The standard normal draw of 32 random bits: the inverse of the normal distribution function at
 * x = (2 (bits >>> 9) + 1) / 2^23 - 1 in (-1, 1), so |z| stays below 5.3. Every operation is one float32 addition,
 * multiplication or square root, rounded before the next, without contraction to fused operations: engines that keep
 * to this order of operations draw the same bits.
 */
export function normalFromBits(word: number): number {
  const x = round((2 * (word >>> 9) + 1 - 2 ** 23) * SCALE);
  const w = round(-logarithm(round(round(1 - x) * round(1 + x))));
  const central = w < 5;
  const t = central ? round(w - 2.5) : round(round(Math.sqrt(w)) - 3);
  const polynomial = central ? CENTRAL : TAIL;
  let p = polynomial[0];
  for (let i = 1; i < polynomial.length; i++) p = round(round(p * t) + polynomial[i]);
  return round(SQRT2 * round(p * x));
}

/**
 * Fills `out` with independent N(0, 1) draws. Draws 2i and 2i + 1 come from the two words of the block with counter
 * (i, stream), so any part of any stream can be drawn again on its own.
 */
export function fillNormal(key: RandomKey, stream: number, out: Float32Array): void {
  const fill = (out.length < MANY_DRAWS ? undefined : normalKernel()) ?? fillNormalPlainly;
  fill(key, stream, out);
}

/** The same in JavaScript. The kernels are checked against it, and replace it where there are many draws. */
export function fillNormalPlainly(key: RandomKey, stream: number, out: Float32Array): void {
  const words = new Uint32Array(2);
  for (let i = 0; i < out.length; i += 2) {
    threefry(key, i >>> 1, stream, words);
    out[i] = normalFromBits(words[0]);
    if (i + 1 < out.length) out[i + 1] = normalFromBits(words[1]);
  }
}
