import type { SuccessCurve } from '../../statistics/success-curve.js';
import type { CurveCount } from './curve-counts.js';
import { curveLogLikelihood } from './fit-curve.js';

/** Per octave; so steep that all measured d are decided unless two of them share all leading digits. */
const STEEPEST = 2 ** 40;
const ITERATIONS = 100;
/** Of slopes, relatively. */
const CLOSE = 1e-10;
/** Of the log-likelihood: what a step that is smaller gains, the next one gains far less than. */
const TOLERANCE = 1e-7;

/** The likeliest curve through a point. */
export interface Profile {
  readonly logLikelihood: number;
  /** Per octave. */
  readonly slope: number;
}

/**
 * The largest log-likelihood of any curve of this shape, with a slope of at least 0, that has success probability
 * `target` at log2 d = `threshold`. Concave in the slope, so Fisher scoring kept between a slope too small and one too
 * large finds it.
 *
 * @param start the slope to begin at: one found for a threshold nearby saves steps.
 */
export function profileLogLikelihood(
  curve: SuccessCurve,
  counts: readonly CurveCount[],
  target: number,
  threshold: number,
  start = 0,
): Profile {
  const eta = curve.inverse(target);
  const at = (slope: number) => curveLogLikelihood(curve, counts, threshold, eta, slope);
  let low = 0;
  let high = Infinity;
  let slope = start;
  for (let i = 0; i < ITERATIONS; i++) {
    const { score, information } = slopeScore(curve, counts, threshold, eta, slope);
    if (score > 0) low = slope;
    else high = slope;
    if (high === 0 || low > STEEPEST) break;
    const step = information > 0 ? score / information : Infinity;
    const next = slope + step;
    if (next > low && next < high && Number.isFinite(next)) slope = next;
    else slope = high === Infinity ? 2 * low + 1 : (low + high) / 2;
    if (step * step * information < TOLERANCE || high - low < CLOSE * high) break;
  }
  return { logLikelihood: at(slope), slope };
}

function slopeScore(
  curve: SuccessCurve,
  counts: readonly CurveCount[],
  threshold: number,
  eta: number,
  slope: number,
): { readonly score: number; readonly information: number } {
  let score = 0;
  let information = 0;
  for (const { octave, successes, failures } of counts) {
    const v = octave - threshold;
    const up = curve.successSlope(eta + slope * v);
    const down = curve.failureSlope(eta + slope * v);
    score += v * ((successes > 0 ? successes * up : 0) - (failures > 0 ? failures * down : 0));
    information += v * v * (successes + failures) * up * down;
  }
  return { score, information };
}
