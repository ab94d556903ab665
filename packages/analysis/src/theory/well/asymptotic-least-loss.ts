import { checkNumber } from '../../check-input.js';
import { positiveRoot } from '../numerics/positive-root.js';
import { checkWell, startEnergies, type QuadraticWell } from './quadratic-well.js';

/**
 * sum_i lambda_i / (lambda_i + s): the number of directions a random subspace of that shift s resolves, falling from
 * the rank of the Hessian at s = 0 to 0.
 */
export function effectiveDimension(eigenvalues: Float64Array, shift: number): number {
  let sum = 0;
  for (let i = 0; i < eigenvalues.length; i++) {
    if (eigenvalues[i] > 0) sum += eigenvalues[i] / (eigenvalues[i] + shift);
  }
  return sum;
}

/** 1/2 sum_i s lambda_i v_i^2 / (lambda_i + s), rising in s; `energies` are lambda_i v_i^2. */
export function shiftedLoss(eigenvalues: Float64Array, energies: Float64Array, shift: number): number {
  let sum = 0;
  for (let i = 0; i < eigenvalues.length; i++) {
    if (eigenvalues[i] > 0) sum += energies[i] / (1 + eigenvalues[i] / shift);
  }
  return sum / 2;
}

/**
 * The shift s of random subspaces of dimension d: the root of sum_i lambda_i / (lambda_i + s) = d. Infinite for d = 0,
 * 0 from the rank of the Hessian on.
 *
 * @param d from 0 to D, any real number.
 * @throws DofError `DOF_THEORY_INPUT_INVALID` for a d out of range.
 */
export function subspaceShift(eigenvalues: Float64Array, d: number): number {
  checkNumber('The degrees of freedom d', d, 0, eigenvalues.length);
  if (d === 0) return Infinity;
  if (d >= effectiveDimension(eigenvalues, 0)) return 0;
  const trace = eigenvalues.reduce((sum, eigenvalue) => sum + eigenvalue, 0);
  // sum lambda / (lambda + s) < trace / s bounds the root from above.
  return positiveRoot((shift) => d - effectiveDimension(eigenvalues, shift), trace / d);
}

/**
 * The least loss of a quadratic well in a random Gaussian affine subspace of dimension d through the start, for large
 * D:
 *
 *   1/2 sum_i s lambda_i v_i^2 / (lambda_i + s),   s the root of sum_i lambda_i / (lambda_i + s) = d,
 *
 * which is 1/2 R^2 s d / D for a start of length R in a uniformly random direction. With B = H^(1/2) A and
 * y = H^(1/2) v the least loss is 1/2 |(I - P_B) y|^2, and s (H + s)^(-1) is the deterministic equivalent of the
 * projection I - P_B for A with independent Gaussian entries. It concentrates where many directions share the
 * remaining loss; exact in the mean for equal eigenvalues.
 *
 * @param d from 0 to D, any real number.
 * @throws DofError `DOF_THEORY_INPUT_INVALID` for a malformed well or a d out of range.
 */
export function asymptoticLeastLoss(well: QuadraticWell, d: number): number {
  checkWell(well);
  const shift = subspaceShift(well.eigenvalues, d);
  return shift === 0 ? 0 : shiftedLoss(well.eigenvalues, startEnergies(well), shift);
}
