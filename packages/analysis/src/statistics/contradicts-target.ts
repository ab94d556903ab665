import { evidenceAbove, evidenceBelow } from './betting-evidence.js';
import { exactLowerBound, exactUpperBound } from './binomial-interval.js';
import type { BinomialCount } from './isotonic-probabilities.js';

/** `fixed`: the runs were decided on beforehand. `adaptive`: they were chosen, and stopped, by what runs before them did. */
export type Design = 'fixed' | 'adaptive';

/** Whether the counts rule out a success probability of at most `target`, with this probability of being wrong. */
export function exceeds({ successes, trials }: BinomialCount, target: number, error: number, design: Design): boolean {
  return design === 'fixed'
    ? exactLowerBound(successes, trials, error) > target
    : evidenceAbove(successes, trials, target) >= 1 / error;
}

/** Whether the counts rule out a success probability of at least `target`, with this probability of being wrong. */
export function fallsShort(
  { successes, trials }: BinomialCount,
  target: number,
  error: number,
  design: Design,
): boolean {
  return design === 'fixed'
    ? exactUpperBound(successes, trials, error) < target
    : evidenceBelow(successes, trials, target) >= 1 / error;
}
