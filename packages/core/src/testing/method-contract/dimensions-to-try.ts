import type { DimensionSet } from '../../contracts/method.js';

/** The least attainable d, its neighbour, one in the middle and the largest, none above D, rising. */
export function dimensionsToTry(set: DimensionSet, dimension: number): readonly number[] {
  const all =
    'values' in set
      ? set.values
      : Array.from({ length: Math.max(0, set.maximum - set.minimum + 1) }, (_, i) => set.minimum + i);
  const within = all.filter((d) => d <= dimension);
  const chosen = [0, 1, within.length >> 1, within.length - 1].map((at) => within[at]);
  return [...new Set(chosen)].filter((d) => d !== undefined);
}
