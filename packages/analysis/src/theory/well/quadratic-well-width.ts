import { checkNonNegativeValues, checkNumber, checkPositive } from '../../check-input.js';

/** "R much larger than r_i" is taken as at least ten times the longest semi-axis. */
const FAR_RATIO = 0.1;

export interface QuadraticWellWidth {
  /** (2 / pi) sum r_i^2 / (R^2 + r_i^2), approximately at most width^2. */
  readonly squaredWidthLower: number;
  /** sum r_i^2 / (R^2 + r_i^2), approximately at least width^2. */
  readonly squaredWidthUpper: number;
  /** The paper's estimate of the threshold, D - squaredWidthUpper = sum R^2 / (R^2 + r_i^2). */
  readonly thresholdEstimate: number;
  /** The longest semi-axis over the distance, max r_i / R; infinite for an eigenvalue of 0. */
  readonly largestRatio: number;
  /** Whether `largestRatio` is at most 0.1, where the bounds are meant to hold. The numbers are given anyway. */
  readonly valid: boolean;
}

/**
 * What Larsen et al. 2022 (section 3 and its appendix) say of the quadratic well L = 1/2 sum lambda_i w_i^2 seen from
 * a start at distance R: the sub-level set L <= eps is the ellipsoid of semi-axes r_i = sqrt(2 eps / lambda_i), and its
 * projection on the unit sphere around the start has
 *
 *   (2 / pi) sum r_i^2 / (R^2 + r_i^2)  <~  width^2  <~  sum r_i^2 / (R^2 + r_i^2)      for R >> r_i.
 *
 * Where `valid` is false, use {@link asymptoticThreshold}, which needs no such condition.
 *
 * @param eigenvalues lambda_i of shape [D], not negative.
 * @param radius R, above 0.
 * @param loss eps, at least 0.
 * @throws DofError `DOF_THEORY_INPUT_INVALID` for numbers out of range.
 */
export function quadraticWellWidth(eigenvalues: Float64Array, radius: number, loss: number): QuadraticWellWidth {
  checkNonNegativeValues('eigenvalues', eigenvalues);
  checkPositive('The radius R', radius);
  checkNumber('The loss', loss, 0);
  const square = radius * radius;
  let upper = 0;
  let threshold = 0;
  let smallest = Infinity;
  for (const eigenvalue of eigenvalues) {
    // Both fractions multiplied by lambda_i, so that flat directions need no infinite r_i.
    const curvature = eigenvalue * square;
    const share = loss === 0 ? 0 : (2 * loss) / (curvature + 2 * loss);
    upper += share;
    threshold += 1 - share;
    smallest = Math.min(smallest, eigenvalue);
  }
  const largestRatio = loss === 0 ? 0 : Math.sqrt((2 * loss) / smallest) / radius;
  return {
    squaredWidthLower: (2 / Math.PI) * upper,
    squaredWidthUpper: upper,
    thresholdEstimate: threshold,
    largestRatio,
    valid: largestRatio <= FAR_RATIO,
  };
}
