import chisquareQuantile from '@stdlib/stats-base-dists-chisquare-quantile';
import type { SuccessCount } from '../trials/count-successes.js';
import { exactLowerBound, exactUpperBound } from '../statistics/binomial-interval.js';
import { binomialLogLikelihood } from '../statistics/binomial-log-likelihood.js';
import { isotonicProbabilities, type BinomialCount } from '../statistics/isotonic-probabilities.js';

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
 * - the counts that the clipping moved, pooled, contradict `target` by an exact one-sided binomial test. At a handful
 *   of trials the chi-square quantile is too small: three successes out of three exceed it for a target of 1/2, yet
 *   have probability 1/8. With many trials the first condition implies the second.
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
  /** Pooled counts below the bracket whose fit exceeds the target. */
  readonly tooSuccessful: BinomialCount;
  /** Pooled counts above the bracket whose fit falls short of the target. */
  readonly tooUnsuccessful: BinomialCount;
}

/** The constrained fit with d* between `counts[split - 1]` and `counts[split]`. */
function bracketFit(counts: readonly SuccessCount[], split: number, target: number): BracketFit {
  const below = counts.slice(0, split);
  const above = counts.slice(split);
  const fitBelow = isotonicProbabilities(below);
  const fitAbove = isotonicProbabilities(above);
  let logLikelihood = 0;
  below.forEach((count, i) => (logLikelihood += binomialLogLikelihood(count, Math.min(fitBelow[i], target))));
  above.forEach((count, i) => (logLikelihood += binomialLogLikelihood(count, Math.max(fitAbove[i], target))));
  return {
    logLikelihood,
    tooSuccessful: pooled(below.filter((_, i) => fitBelow[i] > target)),
    tooUnsuccessful: pooled(above.filter((_, i) => fitAbove[i] < target)),
  };
}

function pooled(counts: readonly BinomialCount[]): BinomialCount {
  return {
    trials: counts.reduce((sum, count) => sum + count.trials, 0),
    successes: counts.reduce((sum, count) => sum + count.successes, 0),
  };
}

function isContradicted({ tooSuccessful, tooUnsuccessful }: BracketFit, target: number, error: number): boolean {
  return (
    (tooSuccessful.trials > 0 && exactLowerBound(tooSuccessful.successes, tooSuccessful.trials, error) > target) ||
    (tooUnsuccessful.trials > 0 && exactUpperBound(tooUnsuccessful.successes, tooUnsuccessful.trials, error) < target)
  );
}
