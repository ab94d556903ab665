import { checkNumber, checkWholeNumber } from '../../check-input.js';

/** Constants of Gordon (1988) as stated in Larsen et al. 2022, section 3. */
const FACTOR = 3.5;
const SPREAD = 18;

export interface EscapeOptions {
  /** D, the dimension of the whole space. */
  readonly dimension: number;
  /** d, the dimension of the uniformly random linear subspace, 0 to D. */
  readonly degreesOfFreedom: number;
  /** Gaussian width of the closed set on the unit sphere. */
  readonly width: number;
}

export interface EscapeBound {
  /** At most this is the probability that the subspace meets the set; 1 where the theorem says nothing. */
  readonly probability: number;
  /** Whether the theorem applies, width < k / sqrt(k + 1) with k = D - d. A bound of 1 says nothing even then. */
  readonly applies: boolean;
}

/**
 * Gordon's escape through the mesh: a closed set S on the unit sphere of R^D and a uniformly random d-dimensional
 * subspace Y, k = D - d, width(S) < k / sqrt(k + 1):
 *
 *   P(Y meets S) <= 3.5 exp(-(k / sqrt(k + 1) - width(S))^2 / 18)
 *
 * (Gordon 1988; Larsen et al. 2022, section 3). It proves that training fails below the threshold; it never proves
 * that training succeeds above it.
 *
 * @throws DofError `DOF_THEORY_INPUT_INVALID` for numbers out of range.
 */
export function escapeProbabilityBound(options: EscapeOptions): EscapeBound {
  const { dimension, degreesOfFreedom, width } = options;
  checkWholeNumber('The dimension D', dimension, 1);
  checkWholeNumber('The degrees of freedom d', degreesOfFreedom, 0, dimension);
  checkNumber('The Gaussian width', width, 0);
  const gap = escapeWidth(dimension - degreesOfFreedom) - width;
  if (gap <= 0) return { probability: 1, applies: false };
  return { probability: Math.min(1, FACTOR * Math.exp((-gap * gap) / SPREAD)), applies: true };
}

/**
 * The largest d at which Gordon's bound keeps the probability of meeting a set of the given width at or below
 * `probability`: failure of training is proved up to here. Null when it is not even proved at d = 0, as for widths
 * close to sqrt(D).
 *
 * @param probability above 0 and below 1.
 * @throws DofError `DOF_THEORY_INPUT_INVALID` for numbers out of range.
 */
export function largestEscapedDegreesOfFreedom(dimension: number, width: number, probability: number): number | null {
  checkWholeNumber('The dimension D', dimension, 1);
  checkNumber('The Gaussian width', width, 0);
  checkNumber('The probability', probability, Number.MIN_VALUE, 1 - Number.EPSILON);
  const needed = width + Math.sqrt(SPREAD * Math.log(FACTOR / probability));
  // k / sqrt(k + 1) >= needed, solved for k; the whole number is settled by the inequality itself.
  const square = needed * needed;
  let k = Math.max(0, Math.floor((square + Math.sqrt(square * square + 4 * square)) / 2) - 1);
  while (escapeWidth(k) < needed) k++;
  return k <= dimension ? dimension - k : null;
}

/** k / sqrt(k + 1), a lower bound of E chi_k. */
function escapeWidth(k: number): number {
  return k / Math.sqrt(k + 1);
}
