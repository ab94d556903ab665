import type { SearchTrial } from '../contracts/design-strategy.js';
import type { RunResult, StoppingRule } from '../contracts/run.js';
import type { MethodRun } from '../pipeline/plan-runs.js';

export interface SearchRunsContext {
  readonly stored: readonly RunResult[];
  /** Least and largest d of the search. */
  readonly ends: readonly [number, number];
  /** Whether a seed serves one run of each d, or one run only. */
  readonly seedsPerDegreesOfFreedom: boolean;
  plan(d: number, seed: number, stopping?: StoppingRule): MethodRun;
  /** Of the runs to train; finished ones that were not stopped tell as much. */
  readonly stopping?: StoppingRule;
}

/** The runs of one search. */
export interface SearchRuns {
  /** By rising d and seed at first, then as they were added. */
  readonly finished: readonly RunResult[];
  /** What a strategy may know of them. */
  trials(): readonly SearchTrial[];
  /** Plans a run at each d, with the least seeds that are free. */
  choose(degreesOfFreedom: readonly number[]): readonly MethodRun[];
  add(result: RunResult): void;
}

/** Takes up what the store has: runs that differ from those of the search in d, seed and stopping rule only. */
export function searchRuns({ stored, ends, seedsPerDegreesOfFreedom, plan, stopping }: SearchRunsContext): SearchRuns {
  const finished = usable();
  const taken = new Set(finished.map(({ specification }) => key(specification.degreesOfFreedom, specification.seed)));

  function usable(): RunResult[] {
    const found = new Map<string, RunResult>();
    for (const result of stored) {
      const { degreesOfFreedom: d, seed } = result.specification;
      if (d < ends[0] || d > ends[1]) continue;
      const whole = plan(d, seed).hash === result.hash;
      const stopped = !whole && stopping !== undefined && plan(d, seed, stopping).hash === result.hash;
      const name = `${d} ${seed}`;
      if (whole || (stopped && !found.has(name))) found.set(name, result);
    }
    const by = ({ specification: { degreesOfFreedom, seed } }: RunResult) => [degreesOfFreedom, seed] as const;
    return [...found.values()].sort((a, b) => by(a)[0] - by(b)[0] || by(a)[1] - by(b)[1]);
  }

  function key(d: number, seed: number): string {
    return seedsPerDegreesOfFreedom ? `${d} ${seed}` : String(seed);
  }

  return {
    finished,
    trials: () =>
      finished.map(({ specification, best }) => ({
        d: specification.degreesOfFreedom,
        seed: specification.seed,
        best: best?.trainLoss ?? Infinity,
        cluster: specification.start.seed,
      })),
    choose: (degreesOfFreedom) =>
      degreesOfFreedom.map((d) => {
        let seed = 0;
        while (taken.has(key(d, seed))) seed += 1;
        taken.add(key(d, seed));
        return plan(d, seed, stopping);
      }),
    add: (result) => void finished.push(result),
  };
}
