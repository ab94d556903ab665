import { binomialLogLikelihood } from '../../statistics/binomial-count.js';
import type { SuccessCurve } from '../../statistics/success-curve.js';
import type { CurveCount } from './curve-counts.js';

/** The most likely curve F(intercept + slope (log2 d - centre)) with a slope of at least 0. */
export interface CurveFit {
  readonly curve: SuccessCurve;
  readonly logLikelihood: number;
  readonly centre: number;
  readonly intercept: number;
  /** Per octave. 0 where success does not rise with d; infinite where the counts are separated. */
  readonly slope: number;
  /** log2 of the d with success probability `target`; NaN where the slope is 0. */
  threshold(target: number): number;
}

const STEPS = 100;
const SETTLED = 1e-10;

/**
 * Fits a curve to counts at one d or more by Fisher scoring. Where every success lies above every failure, or both
 * meet at one d only, likelihood rises towards an infinite slope: the fit is that limit, a jump in the middle (in log d)
 * of the gap, or at the d that has both.
 */
export function fitCurve(curve: SuccessCurve, counts: readonly CurveCount[]): CurveFit {
  const firstSuccess = counts.find(({ successes }) => successes > 0)?.octave ?? Infinity;
  const lastFailure = counts.findLast(({ failures }) => failures > 0)?.octave ?? -Infinity;
  if (firstSuccess >= lastFailure) return jump(curve, counts, lastFailure, firstSuccess);

  const totals = sum(counts);
  const trials = totals.successes + totals.failures;
  const centre = counts.reduce((total, { octave, ...n }) => total + octave * (n.successes + n.failures), 0) / trials;
  const share = Math.min(0.99, Math.max(0.01, totals.successes / trials));
  let intercept = curve.inverse(share);
  let slope = 0;
  let logLikelihood = curveLogLikelihood(curve, counts, centre, intercept, slope);
  for (let step = 0; step < STEPS; step++) {
    const [moveIntercept, moveSlope] = scoringStep(curve, counts, centre, intercept, slope);
    let length = 1;
    let next = -Infinity;
    while (length > SETTLED) {
      next = curveLogLikelihood(curve, counts, centre, intercept + length * moveIntercept, slope + length * moveSlope);
      if (next >= logLikelihood) break;
      length /= 2;
    }
    if (!(next >= logLikelihood)) break;
    intercept += length * moveIntercept;
    slope += length * moveSlope;
    const gain = next - logLikelihood;
    logLikelihood = next;
    if (gain < SETTLED) break;
  }
  if (slope > 0) return finish({ curve, logLikelihood, centre, intercept, slope });
  const flat = binomialLogLikelihood({ trials, successes: totals.successes }, totals.successes / trials);
  return finish({
    curve,
    logLikelihood: flat,
    centre,
    intercept: curve.inverse(totals.successes / trials),
    slope: 0,
  });
}

/** The log-likelihood of counts, without binomial coefficients. */
export function curveLogLikelihood(
  curve: SuccessCurve,
  counts: readonly CurveCount[],
  centre: number,
  intercept: number,
  slope: number,
): number {
  let total = 0;
  for (const { octave, successes, failures } of counts) {
    const eta = intercept + slope * (octave - centre);
    if (successes > 0) total += successes * curve.logSuccess(eta);
    if (failures > 0) total += failures * curve.logFailure(eta);
  }
  return total;
}

function jump(curve: SuccessCurve, counts: readonly CurveCount[], lastFailure: number, firstSuccess: number): CurveFit {
  const shared = firstSuccess === lastFailure ? counts.find(({ octave }) => octave === firstSuccess) : undefined;
  let logLikelihood = 0;
  let intercept = 0;
  if (shared !== undefined) {
    const { successes, failures } = shared;
    const trials = successes + failures;
    logLikelihood = binomialLogLikelihood({ trials, successes }, successes / trials);
    intercept = curve.inverse(successes / trials);
  }
  const centre = shared !== undefined ? firstSuccess : (lastFailure + firstSuccess) / 2;
  return finish({ curve, logLikelihood, centre, intercept, slope: Infinity });
}

function finish(fit: Omit<CurveFit, 'threshold'>): CurveFit {
  const { curve, centre, intercept, slope } = fit;
  return {
    ...fit,
    threshold: (target) => (slope === 0 ? NaN : centre + (curve.inverse(target) - intercept) / slope),
  };
}

function scoringStep(
  curve: SuccessCurve,
  counts: readonly CurveCount[],
  centre: number,
  intercept: number,
  slope: number,
): readonly [number, number] {
  let [g0, g1, i00, i01, i11] = [0, 0, 0, 0, 0];
  for (const { octave, successes, failures } of counts) {
    const v = octave - centre;
    const eta = intercept + slope * v;
    const up = curve.successSlope(eta);
    const down = curve.failureSlope(eta);
    const score = (successes > 0 ? successes * up : 0) - (failures > 0 ? failures * down : 0);
    // F'^2 / (F (1 - F)), the information of one trial.
    const information = (successes + failures) * up * down;
    g0 += score;
    g1 += score * v;
    i00 += information;
    i01 += information * v;
    i11 += information * v * v;
  }
  const determinant = i00 * i11 - i01 * i01;
  if (!(determinant > 0)) return [0, 0];
  return [(i11 * g0 - i01 * g1) / determinant, (i00 * g1 - i01 * g0) / determinant];
}

function sum(counts: readonly CurveCount[]) {
  return counts.reduce(
    (total, { successes, failures }) => ({
      successes: total.successes + successes,
      failures: total.failures + failures,
    }),
    { successes: 0, failures: 0 },
  );
}
