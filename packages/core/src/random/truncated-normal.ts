import type { RandomKey } from '../contracts/random-key.js';
import { normalFromBits } from './normal.js';
import { threefry } from './threefry.js';

/** Standard deviation of N(0, 1) truncated to [-2, 2]. */
export const TRUNCATED_NORMAL_DEVIATION = 0.87962566103423978;

/** Fills `out` with N(0, 1) draws truncated to [-2, 2], by drawing again. */
export function fillTruncatedNormal(key: RandomKey, out: Float32Array): void {
  const words = new Uint32Array(2);
  let block = 0;
  let filled = 0;
  while (filled < out.length) {
    threefry(key, block++, 0, words);
    for (const word of words) {
      const z = normalFromBits(word);
      if (Math.abs(z) <= 2 && filled < out.length) out[filled++] = z;
    }
  }
}
