import { gaussQuadrature, type Quadrature } from './gauss-quadrature.js';
import type { Tridiagonal } from './lanczos.js';

/** A node this far below zero, as a share of the largest, still lies below a least Ritz value that rounding made 0. */
const NEGLIGIBLE = 1e-12;

/**
 * How a vector v lies in the spectrum of a positive semidefinite A: the measure with mass (q_i^T v)^2 at the eigenvalue
 * lambda_i, as two rules that bracket integrals over it. Nodes below zero, which rounding or an indefinite A puts there,
 * are moved to zero: such directions count as flat.
 */
export interface SpectralMeasure {
  /** |v|^2. */
  readonly mass: number;
  readonly gauss: Quadrature;
  /** With a node at zero. */
  readonly radau: Quadrature;
}

/** The measure of v that Lanczos started at v found; mass = |v|^2. */
export function spectralMeasure(tridiagonal: Tridiagonal, mass: number): SpectralMeasure {
  const gauss = gaussQuadrature(tridiagonal, mass);
  const least = Math.min(...gauss.nodes);
  const margin = NEGLIGIBLE * Math.max(...gauss.nodes.map(Math.abs));
  const node = least > margin ? 0 : Math.min(least, 0) - margin;
  const radau = gaussQuadrature(radauExtension(tridiagonal, node), mass);
  return { mass, gauss: withoutNegativeNodes(gauss), radau: withoutNegativeNodes(radau) };
}

function withoutNegativeNodes({ nodes, weights }: Quadrature): Quadrature {
  return { nodes: nodes.map((node) => Math.max(0, node)), weights };
}

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
