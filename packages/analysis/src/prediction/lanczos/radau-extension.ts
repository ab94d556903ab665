import type { Tridiagonal } from './lanczos.js';

/**
 * T with one row more, chosen so that `node`, which must lie below every eigenvalue of T, becomes an eigenvalue: its
 * Gauss rule is that of Gauss-Radau with the prescribed node (Golub 1973). For f whose odd derivatives are negative on the
 * spectrum, such as 1 / (x + s), the rule of Gauss lies below v^T f(A) v and that of Radau with a node at or below the
 * least eigenvalue of A above it (Golub and Meurant 2010, section 6), so that the two bracket what Lanczos has left
 * undone. An exact T is its own extension.
 */
export function radauExtension(tridiagonal: Tridiagonal, node: number): Tridiagonal {
  const { diagonal, offDiagonal, residual } = tridiagonal;
  if (residual === 0) return tridiagonal;
  // Pivots of T - node I: all positive, as node lies below the eigenvalues.
  let pivot = diagonal[0] - node;
  for (let i = 1; i < diagonal.length; i++) pivot = diagonal[i] - node - offDiagonal[i - 1] ** 2 / pivot;
  return {
    diagonal: Float64Array.of(...diagonal, node + residual ** 2 / pivot),
    offDiagonal: Float64Array.of(...offDiagonal, residual),
    residual: 0,
  };
}
