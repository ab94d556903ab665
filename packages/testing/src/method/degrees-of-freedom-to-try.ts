import type { AttainableDegreesOfFreedom } from '@dof/core';

/** The least attainable d, its neighbour, one in the middle and the largest, none above a bound, rising. */
export function degreesOfFreedomToTry(set: AttainableDegreesOfFreedom, largest: number): readonly number[] {
  const all =
    'values' in set
      ? set.values
      : Array.from({ length: Math.max(0, set.maximum - set.minimum + 1) }, (_, i) => set.minimum + i);
  const within = all.filter((d) => d <= largest);
  const chosen = [0, 1, within.length >> 1, within.length - 1].map((at) => within[at]);
  return [...new Set(chosen)].filter((d) => d !== undefined);
}
