import { checkNonNegativeValues, checkNumber, invalidInput } from '../../check-input.js';

/**
 * Where training starts, seen from the bottom of the well: the vector v of shape [D] in the eigenbasis of the Hessian,
 * or its length R when the direction is uniformly random.
 */
export type WellStart = Float64Array | number;

/** L(w) = 1/2 sum_i lambda_i w_i^2, started at w = v (Larsen et al. 2022, section 3). */
export interface QuadraticWell<Start extends WellStart = WellStart> {
  /** lambda_i of shape [D], not negative, in any order. */
  readonly eigenvalues: Float64Array;
  readonly start: Start;
}

/** @throws DofError `DOF_THEORY_INPUT_INVALID` for eigenvalues below 0, or a start that does not fit them. */
export function checkWell(well: QuadraticWell): void {
  const { eigenvalues, start } = well;
  checkNonNegativeValues('eigenvalues', eigenvalues);
  if (typeof start === 'number') {
    checkNumber('The length R of the start', start, 0);
  } else if (start.length !== eigenvalues.length) {
    throw invalidInput(`The start has ${start.length} components for ${eigenvalues.length} eigenvalues; give as many.`);
  } else if (!start.every(Number.isFinite)) {
    throw invalidInput('The start has a component that is not finite; give finite numbers.');
  }
}

/** lambda_i v_i^2 of shape [D], their mean R^2 lambda_i / D for a uniformly random direction. */
export function startEnergies(well: QuadraticWell): Float64Array {
  const { eigenvalues, start } = well;
  if (typeof start === 'number') {
    const square = (start * start) / eigenvalues.length;
    return eigenvalues.map((eigenvalue) => eigenvalue * square);
  }
  return eigenvalues.map((eigenvalue, i) => eigenvalue * start[i] * start[i]);
}

/**
 * The loss at the start, 1/2 sum_i lambda_i v_i^2; its mean for a uniformly random direction.
 *
 * @throws DofError `DOF_THEORY_INPUT_INVALID` for a malformed well.
 */
export function startingLoss(well: QuadraticWell): number {
  checkWell(well);
  return startEnergies(well).reduce((sum, energy) => sum + energy, 0) / 2;
}
