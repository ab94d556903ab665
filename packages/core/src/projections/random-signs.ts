import type { RandomKey } from '../contracts/random-key.js';
import { threefry } from '../random/threefry.js';

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
