import type { ClusterCount } from '../../trials/cluster-counts.js';
import { curveCounts, type CurveCount } from '../curve/curve-counts.js';
import type { CurveFit } from '../curve/fit-curve.js';

/**
 * How many times larger the variance of a fitted log d* is with clusters than it would be with independent trials: the
 * sandwich variance, summed by cluster, over that of the likelihood (Liang and Zeger 1986), times G / (G - 1) for G
 * clusters. At least 1. A log-likelihood ratio is divided by it (Rao and Scott 1984).
 *
 * @param fit of all trials, with a finite slope above 0.
 */
export function clusterInflation(
  fit: CurveFit,
  counts: readonly CurveCount[],
  clusters: readonly ClusterCount[],
  target: number,
): number {
  const [i00, i01, i11] = information(fit, counts);
  const determinant = i00 * i11 - i01 * i01;
  if (!(determinant > 0) || clusters.length < 2) return 1;
  // d log d* is proportional to d intercept + (log d* - centre) d slope.
  const lever = fit.threshold(target) - fit.centre;
  const toIntercept = (i11 - i01 * lever) / determinant;
  const toSlope = (i00 * lever - i01) / determinant;
  let sandwich = 0;
  for (const cluster of clusters) {
    const [g0, g1] = score(fit, curveCounts(cluster.counts));
    sandwich += (toIntercept * g0 + toSlope * g1) ** 2;
  }
  const model = toIntercept + toSlope * lever;
  return Math.max(1, (sandwich / model) * (clusters.length / (clusters.length - 1)));
}

function information({ curve, centre, intercept, slope }: CurveFit, counts: readonly CurveCount[]) {
  let [i00, i01, i11] = [0, 0, 0];
  for (const { octave, successes, failures } of counts) {
    const v = octave - centre;
    const eta = intercept + slope * v;
    const weight = (successes + failures) * curve.successSlope(eta) * curve.failureSlope(eta);
    i00 += weight;
    i01 += weight * v;
    i11 += weight * v * v;
  }
  return [i00, i01, i11] as const;
}

function score({ curve, centre, intercept, slope }: CurveFit, counts: readonly CurveCount[]) {
  let [g0, g1] = [0, 0];
  for (const { octave, successes, failures } of counts) {
    const v = octave - centre;
    const eta = intercept + slope * v;
    const value =
      (successes > 0 ? successes * curve.successSlope(eta) : 0) -
      (failures > 0 ? failures * curve.failureSlope(eta) : 0);
    g0 += value;
    g1 += value * v;
  }
  return [g0, g1] as const;
}
