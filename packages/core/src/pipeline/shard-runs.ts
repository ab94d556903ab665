import type { MethodRun } from './plan-runs.js';

/** Part `index` of `count` of an experiment, counted from 1. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/**
 * The runs of one shard, in the order of the plan. All shards together are the plan, and no run is in two of them.
 * Runs that share work (`shared` returns the same key) stay together where there are enough such groups to go round;
 * groups are dealt out by falling d, so that every shard gets its part of the slow ones.
 */
export function shardRuns<T extends Pick<MethodRun, 'hash' | 'specification'>>(
  plan: readonly T[],
  { index, count }: Shard,
  shared: (run: T) => string | undefined,
): readonly T[] {
  const together = groups(plan, (run) => shared(run) ?? run.hash);
  const dealt = together.length < count ? plan.map((run) => [run]) : together;
  const byCost = dealt
    .map((group) => ({ group, cost: group.reduce((sum, run) => sum + run.specification.degreesOfFreedom, 0) }))
    .sort((a, b) => b.cost - a.cost);
  const own = new Set(byCost.filter((_, i) => i % count === index - 1).flatMap(({ group }) => group));
  return plan.filter((run) => own.has(run));
}

function groups<T>(runs: readonly T[], keyOf: (run: T) => string): T[][] {
  const byKey = new Map<string, T[]>();
  for (const run of runs) {
    const key = keyOf(run);
    const group = byKey.get(key);
    if (group === undefined) byKey.set(key, [run]);
    else group.push(run);
  }
  return [...byKey.values()];
}
