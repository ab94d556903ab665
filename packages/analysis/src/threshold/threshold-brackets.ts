import { binomialLogLikelihood, type BinomialCount } from '../statistics/binomial-count.js';
import { exceeds, fallsShort, type Design } from '../statistics/contradicts-target.js';
import { isotonicPools, type IsotonicPool } from '../statistics/isotonic-probabilities.js';
import { clustersWithin, type ClusterCount } from '../trials/cluster-counts.js';
import type { SuccessCount } from '../trials/count-successes.js';
import { chiSquareQuantile } from '../statistics/quantiles.js';

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
 *
 * With `clusters`, trials that share one count as one trial with their share of successes, in the likelihood at each d
 * and in the test over all d it takes together. That is right for trials that agree, and careful for others: a mean of
 * shares scatters less than single trials do.
 *
 * With an adaptive `design` the exact test makes way for one that may be looked at after every run.
 */
export function thresholdBrackets(
  counts: readonly SuccessCount[],
  target: number,
  confidence: number,
  clusters?: readonly ClusterCount[],
  design: Design = 'fixed',
): ThresholdBracket[] {
  const weighed = clusters === undefined ? counts : counts.map((count) => perCluster(count, clusters));
  const fits = Array.from({ length: counts.length + 1 }, (_, split) => bracketFit(weighed, split, target));
  const best = Math.max(...fits.map((fit) => fit.logLikelihood));
  const critical = chiSquareQuantile(confidence, 1);
  return fits.map((fit, split) => {
    const likelihoodRatio = 2 * (best - fit.logLikelihood);
    const ruledOut =
      likelihoodRatio > critical && isContradicted(fit, { target, error: 1 - confidence, design }, clusters);
    return {
      lower: split === 0 ? null : counts[split - 1].d,
      upper: split === counts.length ? null : counts[split].d,
      likelihoodRatio,
      plausible: !ruledOut,
    };
  });
}

/** The trials at one d, reduced to as many as there are clusters. */
export function perCluster(count: SuccessCount, clusters: readonly ClusterCount[]): SuccessCount {
  const trials = Math.min(count.trials, clustersWithin(clusters, count.d, count.d));
  return { d: count.d, trials, successes: (count.successes / count.trials) * trials };
}

/** A pool and the d it reaches over. */
interface SpannedPool extends BinomialCount {
  readonly from: number;
  readonly to: number;
}

interface BracketFit {
  readonly logLikelihood: number;
  /** Pools below the bracket whose share exceeds the target, the most extreme first. */
  readonly tooSuccessful: readonly SpannedPool[];
  /** Pools above the bracket whose share falls short of the target, the most extreme first. */
  readonly tooUnsuccessful: readonly SpannedPool[];
}

/** The constrained fit with d* between `counts[split - 1]` and `counts[split]`. */
function bracketFit(counts: readonly SuccessCount[], split: number, target: number): BracketFit {
  const below = spannedPools(counts.slice(0, split));
  const above = spannedPools(counts.slice(split));
  let logLikelihood = 0;
  for (const pool of below) logLikelihood += binomialLogLikelihood(pool, Math.min(share(pool), target));
  for (const pool of above) logLikelihood += binomialLogLikelihood(pool, Math.max(share(pool), target));
  return {
    logLikelihood,
    tooSuccessful: below.filter((pool) => share(pool) > target).reverse(),
    tooUnsuccessful: above.filter((pool) => share(pool) < target),
  };
}

function spannedPools(counts: readonly SuccessCount[]): SpannedPool[] {
  let next = 0;
  return isotonicPools(counts).map(({ trials, successes, size }: IsotonicPool) => {
    const from = counts[next].d;
    next += size;
    return { trials, successes, from, to: counts[next - 1].d };
  });
}

function share({ successes, trials }: BinomialCount): number {
  return successes / trials;
}

interface ContradictionTest {
  readonly target: number;
  readonly error: number;
  readonly design: Design;
}

function isContradicted(
  { tooSuccessful, tooUnsuccessful }: BracketFit,
  { target, error, design }: ContradictionTest,
  clusters: readonly ClusterCount[] | undefined,
): boolean {
  return (
    runningTotals(tooSuccessful, clusters).some((total) => exceeds(total, target, error, design)) ||
    runningTotals(tooUnsuccessful, clusters).some((total) => fallsShort(total, target, error, design))
  );
}

/** The counts of the first pool, the first two, and so on; clusters that several d share count once. */
function runningTotals(
  pools: readonly SpannedPool[],
  clusters: readonly ClusterCount[] | undefined,
): readonly BinomialCount[] {
  let trials = 0;
  let successes = 0;
  let from = Infinity;
  let to = -Infinity;
  return pools.map((pool) => {
    trials += pool.trials;
    successes += pool.successes;
    from = Math.min(from, pool.from);
    to = Math.max(to, pool.to);
    const independent = clusters === undefined ? trials : Math.min(trials, clustersWithin(clusters, from, to));
    return { trials: independent, successes: (successes / trials) * independent };
  });
}
