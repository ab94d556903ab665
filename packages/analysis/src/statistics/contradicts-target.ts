import type { BinomialCount } from './binomial-count.js';
import { exactLowerBound, exactUpperBound } from './binomial-interval.js';

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

/** Alternatives between 0 and the probability that is tested. */
const ALTERNATIVES = 8;

/**
 * Evidence that the success probability behind trials is below `target`: the likelihood of the counts under a mixture of
 * smaller probabilities over that under `target` itself. Half of the mixture is on 0, half spread evenly below `target`.
 *
 * While every trial, chosen in whatever way from those before it, succeeds with probability `target` or more, this is a
 * supermartingale that starts at 1: the probability that it ever reaches 1 / error is at most `error` (Ville 1939; Ramdas,
 * Gruenwald, Vovk, Shafer 2023). So one may look after every trial, and stop when one likes. For a target of 1/2 five
 * failures in a row reach 20, as many as the test of a fixed number of trials needs.
 *
 * Counts need not be whole.
 */
export function evidenceBelow(successes: number, trials: number, target: number): number {
  const failures = trials - successes;
  const never = successes === 0 ? (1 - target) ** -failures : 0;
  let mixture = 0;
  for (let i = 0; i < ALTERNATIVES; i++) {
    const ratio = (i + 0.5) / ALTERNATIVES;
    mixture += Math.exp(successes * Math.log(ratio) + failures * Math.log((1 - ratio * target) / (1 - target)));
  }
  return (never + mixture / ALTERNATIVES) / 2;
}

/** The same for a success probability above `target`. */
export function evidenceAbove(successes: number, trials: number, target: number): number {
  return evidenceBelow(trials - successes, trials, 1 - target);
}
