import { binomialLogLikelihood } from '../../statistics/binomial-count.js';
import type { Design } from '../../statistics/contradicts-target.js';
import { isotonicProbabilities } from '../../statistics/isotonic-probabilities.js';
import { SUCCESS_CURVES } from '../../statistics/success-curve.js';
import type { ClusterCount } from '../../trials/cluster-counts.js';
import type { SuccessCount } from '../../trials/count-successes.js';
import { curveCounts } from '../curve/curve-counts.js';
import {
  bestFit,
  plausibleInterval,
  profileExcess,
  type Excess,
  type ThresholdInterval,
} from '../curve/curve-interval.js';
import { perCluster, thresholdBrackets } from '../threshold-brackets.js';
import { clusterInflation } from './cluster-inflation.js';
import { likelihoodRatioQuantile, squaredStudentQuantile } from './critical-value.js';
import { chiSquareQuantile } from '../../statistics/quantiles.js';

/**
 * A d is in the middle of the transition when its fitted share of n trials is at least this far from 0 and 1: few trials
 * tell a probability of 0.9 badly from the 0.95 at which runs that diverge now and then may hold up a curve that rose long
 * before.
 */
const margin = (trials: number): number => 0.07 + 0.2 / Math.sqrt(trials);
/** So many d in the middle of the transition tell its slope, */
const MIDDLE_DIMENSIONS = 2;
/** and so many trials at them make the likelihood ratio follow its limit. */
const MIDDLE_TRIALS = 16;
/** Further out the shape of the curve decides, and the trials cannot check it. */
const CENTRAL_TARGETS = { from: 0.25, to: 0.75 };
/** Fewer clusters do not tell the variance between them. */
const CLUSTERS_NEEDED = 12;
/**
 * Six curves stand for every shape there is; with few d in the middle of the transition what lies between them matters,
 * and the critical value is raised by this share over the number of such d.
 */
const SHAPE_ALLOWANCE = 0.15;
/** Runs chosen and stopped by what others did end, more often than by chance, where the likelihood is too sure. */
const LOOK_ALLOWANCE = 1.2;
/** Curves that contradict the monotone fit at this level are not used; a search asks after every run, so more rarely. */
const CONTRADICTION = { fixed: 0.95, adaptive: 0.99 };

/**
 * The interval for d* of the monotone fit. Where the trials show the transition itself, at two d or more, it runs along
 * smooth curves of any skewness between the measured d; otherwise it is made of whole brackets between neighbouring
 * measured d, as nothing is known of what lies between them.
 */
export function likelihoodInterval(
  counts: readonly SuccessCount[],
  target: number,
  confidence: number,
  clusters?: readonly ClusterCount[],
  design: Design = 'fixed',
): ThresholdInterval & { readonly source: 'brackets' | 'curves' } {
  const curves = curveExcess(counts, target, confidence, clusters, design);
  if (curves !== undefined) {
    return { ...plausibleInterval(curves.excess, curveCounts(counts), curves.estimate), source: 'curves' };
  }
  return { ...bracketInterval(counts, target, confidence, clusters, design), source: 'brackets' };
}

/** The hull of the brackets that are not ruled out. */
export function bracketInterval(
  counts: readonly SuccessCount[],
  target: number,
  confidence: number,
  clusters?: readonly ClusterCount[],
  design: Design = 'fixed',
): ThresholdInterval {
  const brackets = thresholdBrackets(counts, target, confidence, clusters, design);
  const plausible = brackets.filter((bracket) => bracket.plausible);
  return { lower: plausible[0].lower, upper: plausible[plausible.length - 1].upper };
}

/** Whether the trials show the transition at enough d, often enough, to interpolate between them. */
export function showsTransition(
  counts: readonly SuccessCount[],
  target: number,
  clusters?: readonly ClusterCount[],
): boolean {
  if (target < CENTRAL_TARGETS.from || target > CENTRAL_TARGETS.to) return false;
  if (clusters !== undefined && clusters.length < CLUSTERS_NEEDED) return false;
  const middle = inTheMiddle(counts, clusters);
  const trials = middle.reduce((sum, count) => sum + count.trials, 0);
  return middle.length >= MIDDLE_DIMENSIONS && trials >= MIDDLE_TRIALS;
}

function inTheMiddle(
  counts: readonly SuccessCount[],
  clusters: readonly ClusterCount[] | undefined,
): readonly SuccessCount[] {
  const fitted = isotonicProbabilities(counts);
  return counts
    .filter(({ trials }, i) => Math.min(fitted[i], 1 - fitted[i]) >= margin(trials))
    .map((count) => (clusters === undefined ? count : perCluster(count, clusters)));
}

/** What the curves rule out; undefined where the trials do not speak for curves. */
export function curveExcess(
  counts: readonly SuccessCount[],
  target: number,
  confidence: number,
  clusters?: readonly ClusterCount[],
  design: Design = 'fixed',
): { readonly excess: Excess; readonly estimate: number } | undefined {
  if (!showsTransition(counts, target, clusters)) return undefined;
  const table = curveCounts(counts);
  const best = bestFit(SUCCESS_CURVES, table);
  if (!(best.slope > 0)) return undefined;
  const inflation = clusters === undefined ? 1 : clusterInflation(best, table, clusters, target);
  const deviance = 2 * (monotoneLogLikelihood(counts) - best.logLikelihood);
  const undecided = counts.filter(({ trials, successes }) => successes > 0 && successes < trials).length;
  if (deviance / inflation > chiSquareQuantile(CONTRADICTION[design], undecided)) return undefined;
  const quantile =
    clusters === undefined
      ? likelihoodRatioQuantile(confidence)
      : squaredStudentQuantile(confidence, clusters.length - 1);
  const shape = 1 + SHAPE_ALLOWANCE / inTheMiddle(counts, clusters).length;
  const allowance = design === 'adaptive' ? shape * LOOK_ALLOWANCE : shape;
  return {
    excess: profileExcess(SUCCESS_CURVES, table, target, allowance * inflation * quantile, best),
    estimate: best.threshold(target),
  };
}

function monotoneLogLikelihood(counts: readonly SuccessCount[]): number {
  const probabilities = isotonicProbabilities(counts);
  return counts.reduce((sum, count, i) => sum + binomialLogLikelihood(count, probabilities[i]), 0);
}
