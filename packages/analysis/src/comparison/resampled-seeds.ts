import { splitKey, threefry, type RandomKey } from '@dof/core';

/** How often each seed is drawn when as many seeds as there are are drawn with replacement. */
export function resampledSeeds(
  seeds: readonly number[],
  key: RandomKey,
  replicate: number,
): ReadonlyMap<number, number> {
  const draws = new Map<number, number>();
  const words = new Uint32Array(2);
  const stream = splitKey(key, replicate);
  for (let i = 0; i < seeds.length; i++) {
    threefry(stream, i, 0, words);
    const seed = seeds[Math.floor((words[0] / 2 ** 32) * seeds.length)];
    draws.set(seed, (draws.get(seed) ?? 0) + 1);
  }
  return draws;
}
