import chisquareQuantile from '@stdlib/stats-base-dists-chisquare-quantile';
import type { SuccessCount } from '../trials/count-successes.js';
import { exactLowerBound, exactUpperBound } from '../statistics/binomial-interval.js';
import { binomialLogLikelihood } from '../statistics/binomial-log-likelihood.js';
import { isotonicPools, type IsotonicPool } from '../statistics/isotonic-probabilities.js';

/** One answer the measured d can tell from others: lower < d* <= upper. */
export interface ThresholdBracket {
  /** The measured d just below, null when there is none. */
  readonly lower: number | null;
  /** The measured d just above, null when there is none. */
  readonly upper: number | null;
  /** Twice the loss of log-likelihood against the best monotone fit; 0 or more, 0 for the best bracket. */
  readonly likelihoodRatio: number;
  /** Whether the trials are compatible with d* in this bracket. */
  readonly plausible: boolean;
}

/**
 * Every bracket for the least d whose success probability is at least `target`, given counts by rising d: n + 1
 * brackets for n counts, the first and last open.
 *
 * A bracket is the hypothesis that probabilities never fall with d, lie below `target` up to its lower end and at or
 * above it from its upper end on. Its likelihood is maximised exactly: an isotonic fit on either side, clipped at
 * `target` (bounding an isotonic regression is clipping it; Robertson, Wright, Dykstra 1988, section 1.5). It is ruled
 * out when both of these are:
 * - the likelihood ratio exceeds the chi-square quantile with one degree of freedom (Wilks; conservative for monotone
 *   functions, Banerjee and Wellner 2001);
 * - the counts that the clipping moved contradict `target` by an exact one-sided binomial test: those of the most
 *   extreme pool, or together with the next ones. At a handful of trials the chi-square quantile is too small: three
 *   successes out of three exceed it for a target of 1/2, yet have probability 1/8. With many trials the first
 *   condition implies the second.
 */
export function thresholdBrackets(
  counts: readonly SuccessCount[],
  target: number,
  confidence: number,
): ThresholdBracket[] {
  const fits = Array.from({ length: counts.length + 1 }, (_, split) => bracketFit(counts, split, target));
  const best = Math.max(...fits.map((fit) => fit.logLikelihood));
  const critical = chisquareQuantile(confidence, 1);
  return fits.map((fit, split) => {
    const likelihoodRatio = 2 * (best - fit.logLikelihood);
    const ruledOut = likelihoodRatio > critical && isContradicted(fit, target, 1 - confidence);
    return {
      lower: split === 0 ? null : counts[split - 1].d,
      upper: split === counts.length ? null : counts[split].d,
      likelihoodRatio,
      plausible: !ruledOut,
    };
  });
}

interface BracketFit {
  readonly logLikelihood: number;
  /** Pools below the bracket whose share exceeds the target, the most extreme first. */
  readonly tooSuccessful: readonly IsotonicPool[];
  /** Pools above the bracket whose share falls short of the target, the most extreme first. */
  readonly tooUnsuccessful: readonly IsotonicPool[];
}

/** The constrained fit with d* between `counts[split - 1]` and `counts[split]`. */
function bracketFit(counts: readonly SuccessCount[], split: number, target: number): BracketFit {
  const below = isotonicPools(counts.slice(0, split));
  const above = isotonicPools(counts.slice(split));
  let logLikelihood = 0;
  for (const pool of below) logLikelihood += binomialLogLikelihood(pool, Math.min(share(pool), target));
  for (const pool of above) logLikelihood += binomialLogLikelihood(pool, Math.max(share(pool), target));
  return {
    logLikelihood,
    tooSuccessful: below.filter((pool) => share(pool) > target).reverse(),
    tooUnsuccessful: above.filter((pool) => share(pool) < target),
  };
}

function share({ successes, trials }: IsotonicPool): number {
  return successes / trials;
}

function isContradicted({ tooSuccessful, tooUnsuccessful }: BracketFit, target: number, error: number): boolean {
  return (
    runningTotals(tooSuccessful).some(({ successes, trials }) => exactLowerBound(successes, trials, error) > target) ||
    runningTotals(tooUnsuccessful).some(({ successes, trials }) => exactUpperBound(successes, trials, error) < target)
  );
}

function runningTotals(pools: readonly IsotonicPool[]) {
  let trials = 0;
  let successes = 0;
  return pools.map((pool) => ({ trials: (trials += pool.trials), successes: (successes += pool.successes) }));
}
