import type { BinomialCount } from './binomial-count.js';

/** Neighbouring positions that share one fitted probability, successes / trials. */
export interface IsotonicPool extends BinomialCount {
  /** How many positions. */
  readonly size: number;
}

/**
 * The maximum-likelihood success probabilities that never fall along the list: isotonic regression of the observed
 * shares, weighted by trials, by pooling adjacent violators (Ayer et al. 1955). Every count needs at least one trial.
 *
 * @returns pools along the list, their shares strictly rising.
 */
export function isotonicPools(counts: readonly BinomialCount[]): IsotonicPool[] {
  const pools: IsotonicPool[] = [];
  for (const { trials, successes } of counts) {
    let pool: IsotonicPool = { trials, successes, size: 1 };
    let last = pools.at(-1);
    // Compares successes / trials without rounding.
    while (last && last.successes * pool.trials >= pool.successes * last.trials) {
      pool = {
        trials: pool.trials + last.trials,
        successes: pool.successes + last.successes,
        size: pool.size + last.size,
      };
      pools.pop();
      last = pools.at(-1);
    }
    pools.push(pool);
  }
  return pools;
}

/** The same fit as one probability per count. */
export function isotonicProbabilities(counts: readonly BinomialCount[]): number[] {
  return isotonicPools(counts).flatMap(({ trials, successes, size }) =>
    new Array<number>(size).fill(successes / trials),
  );
}
