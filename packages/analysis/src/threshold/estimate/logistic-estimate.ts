import type { SuccessCount } from '../../trials/count-successes.js';
import { curveCounts } from '../curve/curve-counts.js';
import { fitCurve, type CurveFit } from '../curve/fit-curve.js';
import { logisticCurve } from '../../statistics/success-curve.js';
import type { ThresholdEstimate } from './threshold-estimate.js';

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
