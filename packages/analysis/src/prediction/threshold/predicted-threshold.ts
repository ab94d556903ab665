import { checkNumber, checkPositive } from '../../check-input.js';
import { positiveRoot } from '../../theory/numerics/positive-root.js';
import type { SpectralMeasure } from '../lanczos/spectral-measure.js';
import { effectiveDimensionEstimate, remainingLoss } from './spectral-estimates.js';

/** Two standard errors on either side: about 95 %. */
const STANDARD_ERRORS = 2;

/** The loss around the end w* of full training as a quadratic, seen from one starting point. */
export interface PredictedWell {
  /** L(w*). */
  readonly floor: number;
  /** Spectral measures of random vectors under the curvature A at w*. */
  readonly probes: readonly SpectralMeasure[];
  /** Spectral measure of v = start - w*. */
  readonly start: SpectralMeasure;
}

/**
 * `predicted`: d* is a number. `reached-at-start`: the quadratic has that loss, or less, at the start already; d* is 0.
 * `below-floor`: the loss is not above L(w*), which no subspace of the quadratic reaches.
 */
export type PredictionStatus = 'predicted' | 'reached-at-start' | 'below-floor';

export interface PredictedThreshold {
  /** eps. */
  readonly level: number;
  readonly status: PredictionStatus;
  /** d*, a real number; null below the floor. */
  readonly dStar: number | null;
  /** Two standard errors of the probes below and above, and what Lanczos has left undone. */
  readonly lower: number | null;
  readonly upper: number | null;
  /** Of `dStar`, from the random probes. */
  readonly standardError: number | null;
}

/**
 * The threshold training dimension that a quadratic around w* predicts: s from
 *
 *   L(w*) + 1/2 sum_i s lambda_i v_i^2 / (lambda_i + s) = eps,   then   d* = sum_i lambda_i / (lambda_i + s),
 *
 * the exact asymptotic threshold of a quadratic well (see `asymptoticThreshold`) with both sums from matrix-vector
 * products. Nothing but full training and curvature goes in: no subspace is trained. It holds as far as the loss between
 * the start and w* is that quadratic.
 *
 * @param level eps, at least 0.
 * @throws DofError `DOF_THEORY_INPUT_INVALID` for a level or a floor out of range, or fewer than 2 probes.
 */
export function predictedThreshold(well: PredictedWell, level: number): PredictedThreshold {
  checkPositive('The loss level', level);
  checkNumber('The loss at the end of full training', well.floor, 0);
  const { floor, probes, start } = well;
  const left = level - floor;
  if (left <= 0) {
    return { level, status: 'below-floor', dStar: null, lower: null, upper: null, standardError: null };
  }
  if (remainingLoss(start, Infinity).value <= left) {
    return { level, status: 'reached-at-start', dStar: 0, lower: 0, upper: 0, standardError: 0 };
  }
  const value = effectiveDimensionEstimate(probes, shiftAt(start, left, 'upper'));
  // The least loss is bounded from both sides, so the shift is, and with it d*.
  const lowest = effectiveDimensionEstimate(probes, shiftAt(start, left, 'lower'));
  return {
    level,
    status: 'predicted',
    dStar: value.value,
    lower: Math.max(0, lowest.lower - STANDARD_ERRORS * lowest.standardError),
    upper: value.upper + STANDARD_ERRORS * value.standardError,
    standardError: value.standardError,
  };
}

/** The shift at which a bound of the remaining loss equals `left`; infinite where it stays below. */
function shiftAt(start: SpectralMeasure, left: number, bound: 'lower' | 'upper'): number {
  if (remainingLoss(start, Infinity)[bound] <= left) return Number.MAX_VALUE;
  return positiveRoot((shift) => remainingLoss(start, shift)[bound] - left, left / start.mass);
}
