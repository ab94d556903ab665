/** Trials and successes at one position of an ordered list. */
export interface BinomialCount {
  readonly trials: number;
  readonly successes: number;
}

/**
 * The maximum-likelihood success probabilities that never fall along the list: isotonic regression of the observed
 * shares, weighted by trials, by pooling adjacent violators (Ayer et al. 1955). Every count needs at least one trial.
 *
 * @returns one probability per count, as a quotient of whole numbers, so that equal pools compare equal.
 */
export function isotonicProbabilities(counts: readonly BinomialCount[]): number[] {
  const pools: { trials: number; successes: number; size: number }[] = [];
  for (const { trials, successes } of counts) {
    const pool = { trials, successes, size: 1 };
    // Compares successes / trials without rounding.
    for (let last = pools.at(-1); last && last.successes * pool.trials >= pool.successes * last.trials;) {
      pool.trials += last.trials;
      pool.successes += last.successes;
      pool.size += last.size;
      pools.pop();
      last = pools.at(-1);
    }
    pools.push(pool);
  }
  return pools.flatMap((pool) => new Array<number>(pool.size).fill(pool.successes / pool.trials));
}
