import { EigenvalueDecomposition, Matrix } from 'ml-matrix';

import type { Tridiagonal } from './lanczos.js';

/** sum_k w_k f(x_k) for an integral of f over a spectrum. */
export interface Quadrature {
  /** x_k. */
  readonly nodes: Float64Array;
  /** w_k, not negative. */
  readonly weights: Float64Array;
}

/**
 * The rule of Gauss that belongs to T: nodes are its eigenvalues (Ritz values of A), weights the squared first entries
 * of its eigenvectors times `mass`. With T from Lanczos started at v and mass |v|^2 it stands for v^T f(A) v, exactly
 * for polynomials f of degree up to 2 k - 1 (Golub and Welsch 1969).
 */
export function gaussQuadrature({ diagonal, offDiagonal }: Tridiagonal, mass: number): Quadrature {
  const size = diagonal.length;
  const matrix = Matrix.zeros(size, size);
  diagonal.forEach((entry, i) => matrix.set(i, i, entry));
  offDiagonal.forEach((entry, i) => matrix.set(i, i + 1, entry).set(i + 1, i, entry));
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(matrix, { assumeSymmetric: true });
  return {
    nodes: Float64Array.from(realEigenvalues),
    weights: Float64Array.from(eigenvectorMatrix.getRow(0), (entry) => mass * entry * entry),
  };
}
