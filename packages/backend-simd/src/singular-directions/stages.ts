import type { SingularDirectionsOptions } from '@dof/core';

/** Told the share done of one stage; rejects when the work is to stop. */
export type Pause = (share: number) => Promise<void>;

/** One pause for each stage of a piece of work, from the stages' costs in any one unit. */
export function stagesOf(
  { signal, onProgress }: SingularDirectionsOptions,
  costs: readonly number[],
): readonly Pause[] {
  const total = costs.reduce((sum, cost) => sum + cost, 0);
  let before = 0;
  return costs.map((cost) => {
    const done = before;
    before += cost;
    return async (share) => {
      signal?.throwIfAborted();
      await onProgress?.(Math.min(1, (done + cost * share) / total));
      signal?.throwIfAborted();
    };
  });
}
