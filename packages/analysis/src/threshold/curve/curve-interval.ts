import type { SuccessCurve } from '../../statistics/success-curve.js';
import type { CurveCount } from './curve-counts.js';
import { fitCurve, type CurveFit } from './fit-curve.js';
import { profileLogLikelihood } from './profile-log-likelihood.js';

/** Ends of an interval for d*, inside the measured range; null where nothing is ruled out. */
export interface ThresholdInterval {
  readonly lower: number | null;
  readonly upper: number | null;
}

/** Octaves. */
const TOLERANCE = 1e-6;
/** Per octave. */
const LARGEST_START = 100;
/** Of the excess; a thousandth of the interval's half width is worth about 1e-3. */
const VALUE_TOLERANCE = 1e-5;

/** The most likely of the curves. */
export function bestFit(curves: readonly SuccessCurve[], counts: readonly CurveCount[]): CurveFit {
  const fits = curves.map((curve) => fitCurve(curve, counts));
  return fits.reduce((best, fit) => (fit.logLikelihood > best.logLikelihood ? fit : best));
}

/** How far a threshold at log2 d = `octave` is from plausible: from -1 for the likeliest, positive where ruled out. */
export type Excess = (octave: number) => number;

/**
 * Compares twice the loss of log-likelihood against the best of all curves, when d* is held at an octave with slope and
 * shape left free, with a critical value: the root of their ratio less 1, which is nearly straight in log d.
 *
 * @param best of the same curves and counts.
 */
export function profileExcess(
  curves: readonly SuccessCurve[],
  counts: readonly CurveCount[],
  target: number,
  critical: number,
  best: CurveFit,
): Excess {
  const slopes = curves.map(() => 0);
  return (octave) => {
    let most = -Infinity;
    curves.forEach((curve, i) => {
      const { logLikelihood, slope } = profileLogLikelihood(curve, counts, target, octave, slopes[i]);
      most = Math.max(most, logLikelihood);
      // A slope without end is no place to begin from.
      slopes[i] = slope < LARGEST_START ? slope : 0;
    });
    return Math.sqrt(Math.max(0, 2 * (best.logLikelihood - most)) / critical) - 1;
  };
}

/**
 * The d* that are not ruled out; with concave likelihoods they are an interval. Nothing is said of d outside the measured
 * range: an end that lies there is open.
 *
 * @param estimate log2 of the likeliest d*; NaN where success does not rise with d.
 */
export function plausibleInterval(excess: Excess, counts: readonly CurveCount[], estimate: number): ThresholdInterval {
  const first = counts[0];
  const last = counts[counts.length - 1];
  const [smallest, largest] = [first.octave, last.octave];
  const inside = Number.isNaN(estimate) ? leastExcess(excess, counts) : Math.min(largest, Math.max(smallest, estimate));
  if (excess(inside) > 0) {
    // Only thresholds outside the measured range are plausible.
    return inside - smallest < largest - inside ? { lower: null, upper: first.d } : { lower: last.d, upper: null };
  }
  return {
    lower: excess(smallest) <= 0 ? null : snapped(crossing(excess, smallest, inside), counts),
    upper: excess(largest) <= 0 ? null : snapped(crossing(excess, largest, inside), counts),
  };
}

function leastExcess(excess: Excess, counts: readonly CurveCount[]): number {
  const ends = [counts[0].octave, counts[counts.length - 1].octave];
  return excess(ends[0]) < excess(ends[1]) ? ends[0] : ends[1];
}

/** Where the excess changes sign between an excluded and an included octave; it is monotone there. */
function crossing(excess: Excess, excluded: number, included: number): number {
  let out = excluded;
  let inside = included;
  let atOut = excess(out);
  let atIn = excess(inside);
  for (let i = 1; Math.abs(out - inside) > TOLERANCE; i++) {
    // Every third time in the middle, for the jumps of separated counts.
    const share = i % 3 === 0 ? 0.5 : atOut / (atOut - atIn);
    const octave = out + (inside - out) * Math.min(0.999, Math.max(0.001, share));
    const value = excess(octave);
    if (Math.abs(value) < VALUE_TOLERANCE) return octave;
    if (value > 0) {
      out = octave;
      atOut = value;
    } else {
      inside = octave;
      atIn = value;
    }
  }
  return out;
}

/** d at an octave: the measured d itself where the crossing is there up to rounding, as separated counts jump there. */
function snapped(octave: number, counts: readonly CurveCount[]): number {
  return counts.find((count) => Math.abs(count.octave - octave) < 10 * TOLERANCE)?.d ?? 2 ** octave;
}
