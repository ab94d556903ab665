import type { RandomKey } from '../contracts/random-key.js';

const PARITY = 0x1bd11bda;
const ROTATIONS = [13, 15, 26, 6, 17, 29, 16, 24] as const;

/**
 * Threefry-2x32 with 20 rounds: a keyed bijection of two 32-bit words, whose outputs over a counter are the random
 * bits of the whole project. Only additions, rotations and exclusive ors, so every engine computes the same words.
 * Source: Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011.
 *
 * @param out receives the two output words at indices 0 and 1, unsigned.
 */
export function threefry(key: RandomKey, counter0: number, counter1: number, out: Uint32Array): void {
  const key0 = key[0];
  const key1 = key[1];
  const key2 = PARITY ^ key0 ^ key1;
  let x0 = (counter0 + key0) | 0;
  let x1 = (counter1 + key1) | 0;
  for (let group = 0; group < 5; group++) {
    const first = (group & 1) * 4;
    for (let round = first; round < first + 4; round++) {
      x0 = (x0 + x1) | 0;
      const rotation = ROTATIONS[round];
      x1 = (x1 << rotation) | (x1 >>> (32 - rotation));
      x1 ^= x0;
    }
    const injection = group + 1;
    x0 = (x0 + scheduled(key0, key1, key2, injection)) | 0;
    x1 = (x1 + scheduled(key0, key1, key2, injection + 1) + injection) | 0;
  }
  out[0] = x0;
  out[1] = x1;
}

function scheduled(key0: number, key1: number, key2: number, index: number): number {
  const remainder = index % 3;
  return remainder === 0 ? key0 : remainder === 1 ? key1 : key2;
}
