import { isotonicPools } from '../statistics/isotonic-probabilities.js';
import type { SuccessCount } from '../trials/count-successes.js';

/** The neighbouring measured d between which a threshold lies: `lower < d* <= upper`. */
export interface ThresholdBracket {
  /** 0 when success is likely at the smallest measured d already. */
  readonly lower: number;
  /** Infinity when success is unlikely at the largest. */
  readonly upper: number;
}

/** Shares of whole numbers and 1 - delta differ by rounding where they are equal on paper. */
const ROUNDING = 1e-12;

/** Where the isotonic fit of success on d reaches `target` = 1 - delta. Counts by rising d. */
export function thresholdBracketOf(counts: readonly SuccessCount[], target: number): ThresholdBracket {
  let reached = 0;
  for (const { trials, successes, size } of isotonicPools(counts)) {
    if (successes / trials >= target - ROUNDING) {
      return { lower: reached === 0 ? 0 : counts[reached - 1].d, upper: counts[reached].d };
    }
    reached += size;
  }
  return { lower: counts.at(-1)?.d ?? 0, upper: Infinity };
}
