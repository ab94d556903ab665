import { isotonicProbabilities } from '../../statistics/isotonic-probabilities.js';
import type { SuccessCount } from '../../trials/count-successes.js';
import type { FittedProbability } from '../threshold.js';
import type { ThresholdEstimate } from './threshold-estimate.js';

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
