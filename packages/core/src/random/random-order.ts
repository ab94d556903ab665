import type { RandomKey } from '../contracts/random-key.js';
import { threefry } from './threefry.js';

/** A uniformly random order of 0 .. count - 1 (Fisher and Yates), count at most 2^32 - 1. */
export function randomOrder(key: RandomKey, count: number): Uint32Array {
  const order = new Uint32Array(count);
  for (let i = 0; i < count; i++) order[i] = i;
  const words = new Uint32Array(2);
  for (let last = count - 1; last > 0; last--) {
    // 53 bits leave a bias below 2^-21 for any count, without rejection.
    threefry(key, last, 0, words);
    const uniform = ((words[0] >>> 5) * 2 ** 26 + (words[1] >>> 6)) * 2 ** -53;
    const chosen = Math.floor(uniform * (last + 1));
    const held = order[last];
    order[last] = order[chosen];
    order[chosen] = held;
  }
  return order;
}
