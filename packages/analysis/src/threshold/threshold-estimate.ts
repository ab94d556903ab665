import { isotonicProbabilities } from '../statistics/isotonic-probabilities.js';
import { logisticCurve } from '../statistics/success-curve.js';
import type { SuccessCount } from '../trials/count-successes.js';
import { curveCounts } from './curve/curve-counts.js';
import { type CurveFit, fitCurve } from './curve/fit-curve.js';
import type { FittedProbability } from './threshold.js';

/** A fit by rising d, and where it says d* is. */
export type ThresholdEstimate =
  | { readonly fit: readonly FittedProbability[]; readonly status: 'measured'; readonly dStar: number }
  | { readonly fit: readonly FittedProbability[]; readonly status: 'above' | 'below'; readonly dStar: null };

/**
 * Where the most likely logistic curve in log d reaches `target`. Separated counts, which any steep curve fits, give the
 * middle of their gap in log d; where success does not rise with d there is no crossing, and d* lies beyond the end that
 * the common success probability speaks for.
 */
export function logisticEstimate(counts: readonly SuccessCount[], target: number): ThresholdEstimate {
  const curve = fitCurve(logisticCurve, curveCounts(counts));
  const fit = counts.map((count) => ({ ...count, probability: probabilityAt(curve, Math.log2(count.d)) }));
  const dStar = 2 ** curve.threshold(target);
  if (Number.isNaN(dStar)) return { fit, status: fit[0].probability < target ? 'above' : 'below', dStar: null };
  if (dStar > counts[counts.length - 1].d) return { fit, status: 'above', dStar: null };
  if (dStar <= counts[0].d) return { fit, status: 'below', dStar: null };
  return { fit, status: 'measured', dStar };
}

function probabilityAt({ curve, centre, intercept, slope }: CurveFit, octave: number): number {
  if (octave === centre) return Math.exp(curve.logSuccess(intercept));
  return Math.exp(curve.logSuccess(intercept + slope * (octave - centre)));
}

/** Shares of whole numbers and 1 - delta differ by rounding where they are equal on paper. */
const ROUNDING = 1e-12;

/** Where the isotonic fit of success on d, interpolated linearly in log d, reaches `target`. */
export function isotonicEstimate(counts: readonly SuccessCount[], target: number): ThresholdEstimate {
  const probabilities = isotonicProbabilities(counts);
  const fit = counts.map((count, i) => ({ ...count, probability: probabilities[i] }));
  const first = fit.findIndex((point) => point.probability >= target - ROUNDING);
  if (first < 0) return { fit, status: 'above', dStar: null };
  if (first === 0) return { fit, status: 'below', dStar: null };
  return { fit, status: 'measured', dStar: crossing(fit[first - 1], fit[first], target) };
}

/** Where the line through two points of the fit, in log d, reaches the target. */
function crossing(before: FittedProbability, after: FittedProbability, target: number): number {
  const share = Math.min(1, (target - before.probability) / (after.probability - before.probability));
  return share === 1 ? after.d : before.d * (after.d / before.d) ** share;
}
