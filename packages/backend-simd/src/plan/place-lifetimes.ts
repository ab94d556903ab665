import type { Lifetime } from './storage-plan.js';

/** A region of a size, in floats, that is in use at the times of its lifetime. */
export interface RegionRequest {
  readonly floats: number;
  readonly lifetime: Lifetime;
}

/**
 * Offsets, in floats, of regions that share memory where their lifetimes do not meet: the largest first, each at the
 * lowest place that is free for all of its life.
 */
export function placeLifetimes(requests: readonly RegionRequest[]): {
  readonly offsets: readonly number[];
  readonly floats: number;
} {
  const offsets = requests.map(() => 0);
  const placed: number[] = [];
  const bySize = requests.map((_, index) => index).sort((a, b) => requests[b].floats - requests[a].floats || a - b);
  for (const index of bySize) {
    const { lifetime, floats } = requests[index];
    const rivals = placed
      .filter((other) => meets(requests[other].lifetime, lifetime))
      .sort((a, b) => offsets[a] - offsets[b]);
    let offset = 0;
    for (const other of rivals) {
      if (offset + floats <= offsets[other]) break;
      offset = Math.max(offset, offsets[other] + requests[other].floats);
    }
    offsets[index] = offset;
    placed.push(index);
  }
  return { offsets, floats: Math.max(0, ...requests.map(({ floats }, index) => offsets[index] + floats)) };
}

function meets(a: Lifetime, b: Lifetime): boolean {
  return a.from <= b.to && b.from <= a.to;
}
