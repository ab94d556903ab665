import { invalidInput } from '../../check-input.js';

/** A pivot below this share of its diagonal entry has lost all its digits. */
const LEAST_PIVOT = 1e-13;

/**
 * Cholesky factor of a symmetric positive definite matrix in place: the lower triangle of `matrix`, shape [n, n] row
 * after row, becomes L with L L^T = matrix. Row j of L depends on the first j rows alone, so one factor serves every
 * leading block. What is above the diagonal is neither read nor written.
 *
 * @throws DofError `DOF_THEORY_INPUT_INVALID` when the matrix is not numerically positive definite.
 */
export function choleskyInPlace(matrix: Float64Array, n: number): void {
  for (let i = 0; i < n; i++) {
    const row = i * n;
    const diagonal = matrix[row + i];
    for (let j = 0; j <= i; j++) {
      const other = j * n;
      let sum = matrix[row + j];
      for (let k = 0; k < j; k++) sum -= matrix[row + k] * matrix[other + k];
      if (j < i) {
        matrix[row + j] = sum / matrix[other + j];
      } else if (sum > LEAST_PIVOT * diagonal) {
        matrix[row + i] = Math.sqrt(sum);
      } else {
        throw invalidInput(`Column ${i} adds no curvature to those before it; give independent columns of curvature.`);
      }
    }
  }
}

/** Solves L z = b in place for a lower triangle L of shape [n, n] row after row; z takes the place of b. */
export function solveLowerInPlace(lower: Float64Array, n: number, b: Float64Array): void {
  for (let i = 0; i < n; i++) {
    let sum = b[i];
    for (let k = 0; k < i; k++) sum -= lower[i * n + k] * b[k];
    b[i] = sum / lower[i * n + i];
  }
}
