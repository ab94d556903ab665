import type { Design } from '../../statistics/contradicts-target.js';
import { logisticCurve } from '../../statistics/success-curve.js';
import type { ClusterCount } from '../../trials/cluster-counts.js';
import type { SuccessCount } from '../../trials/count-successes.js';
import { curveCounts } from '../curve/curve-counts.js';
import { plausibleInterval, profileExcess, type ThresholdInterval } from '../curve/curve-interval.js';
import { fitCurve } from '../curve/fit-curve.js';
import { perCluster } from '../threshold-brackets.js';
import { clusterInflation } from './cluster-inflation.js';
import { likelihoodRatioQuantile, squaredStudentQuantile } from './critical-value.js';
import { bracketInterval } from './likelihood-interval.js';

/** Fewer trials between 0 and 1 leave the likelihood ratio far from its limit. */
const UNDECIDED_TRIALS = 16;

/**
 * The interval of a logistic curve in log d by its profile likelihood, the slope left free. It believes in the curve:
 * also for a delta near 0 or 1, and between measured d that no run lies between. Where few trials are at a d that has
 * both outcomes, the brackets that an exact test leaves are added, so that separated counts give at least the bracketing
 * pair, with few seeds more.
 */
export function logisticInterval(
  counts: readonly SuccessCount[],
  target: number,
  confidence: number,
  clusters?: readonly ClusterCount[],
  design: Design = 'fixed',
): ThresholdInterval {
  const table = curveCounts(counts);
  const fit = fitCurve(logisticCurve, table);
  let critical = likelihoodRatioQuantile(confidence);
  if (clusters !== undefined) {
    const finite = fit.slope > 0 && Number.isFinite(fit.slope);
    const inflation = finite ? clusterInflation(fit, table, clusters, target) : 1;
    critical = inflation * squaredStudentQuantile(confidence, clusters.length - 1);
  }
  const excess = profileExcess([logisticCurve], table, target, critical, fit);
  const interval = plausibleInterval(excess, table, fit.threshold(target));
  const undecided = counts
    .filter(({ trials, successes }) => successes > 0 && successes < trials)
    .map((count) => (clusters === undefined ? count : perCluster(count, clusters)))
    .reduce((sum, { trials }) => sum + trials, 0);
  if (undecided >= UNDECIDED_TRIALS) return interval;
  return hull(interval, bracketInterval(counts, target, confidence, clusters, design));
}

/** The least interval that holds both. */
export function hull(a: ThresholdInterval, b: ThresholdInterval): ThresholdInterval {
  return {
    lower: a.lower === null || b.lower === null ? null : Math.min(a.lower, b.lower),
    upper: a.upper === null || b.upper === null ? null : Math.max(a.upper, b.upper),
  };
}
