import { splitKey, threefry, type RandomKey } from '@dof/core';

/** How often each of so many seeds is drawn when as many as there are are drawn with replacement. */
export function resampledSeeds(seeds: number, key: RandomKey, replicate: number): Uint32Array {
  const times = new Uint32Array(seeds);
  const words = new Uint32Array(2);
  const stream = splitKey(key, replicate);
  for (let i = 0; i < seeds; i++) {
    threefry(stream, i, 0, words);
    times[Math.floor((words[0] / 2 ** 32) * seeds)] += 1;
  }
  return times;
}
