import { requireMemory } from '@dof/core';
import { checkWholeNumber, invalidInput } from '../../check-input.js';
import { dot, euclideanNorm } from '../../theory/numerics/gram-matrix.js';
import type { SymmetricOperator } from '../curvature/symmetric-operator.js';

/** Below this share of the largest entry of T a residual is rounding: the Krylov space is exhausted. */
const BREAKDOWN = 1e-12;

export interface LanczosOptions {
  /** Steps k at most; never more than D. */
  readonly steps: number;
  /** Aborts between products, with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Called after every product; may pause the work. */
  onProduct?(): void | Promise<void>;
}

/** T = Q^T A Q on the Krylov space of a vector: Q has the orthonormal columns q_1 = start / |start|, q_2, .. q_k. */
export interface Tridiagonal {
  /** Diagonal of T, length k. */
  readonly diagonal: Float64Array;
  /** Beside the diagonal, length k - 1. */
  readonly offDiagonal: Float64Array;
  /** Length of what A q_k has outside the space; 0 where the space is invariant and T therefore exact. */
  readonly residual: number;
}

/**
 * The Lanczos recursion in float64 with full reorthogonalisation (Golub and Van Loan, section 10.3): every new vector is
 * orthogonalised twice against all before, so no eigenvalue comes twice. k products, 8 k D bytes, 4 k^2 D multiply-adds.
 *
 * @param start of length D, not zero.
 * @throws DofError `DOF_THEORY_INPUT_INVALID` for a zero start, steps below 1, or a product that is not finite;
 * `DOF_TOO_LARGE` where the basis does not fit into memory.
 */
export async function lanczos(
  operator: SymmetricOperator,
  start: Float64Array,
  options: LanczosOptions,
): Promise<Tridiagonal> {
  const { dimension } = operator;
  checkWholeNumber('The number of Lanczos steps', options.steps, 1);
  const length = euclideanNorm(start);
  if (!(length > 0) || !Number.isFinite(length)) {
    throw invalidInput(`The start of Lanczos has the length ${length}; give a finite vector that is not zero.`);
  }
  const most = Math.min(options.steps, dimension);
  requireMemory(8 * most * dimension, `${most} Lanczos vectors of ${dimension} entries`, 'take fewer steps');
  const basis: Float64Array[] = [];
  const diagonal: number[] = [];
  const offDiagonal: number[] = [];
  let next = start.map((entry) => entry / length);
  let residual = 0;
  for (let largest = 0; basis.length < most;) {
    options.signal?.throwIfAborted();
    basis.push(next);
    const image = new Float64Array(dimension);
    await operator.apply(next, image);
    await options.onProduct?.();
    const alpha = dot(next, image);
    orthogonalise(image, basis);
    orthogonalise(image, basis);
    residual = euclideanNorm(image);
    if (!Number.isFinite(alpha) || !Number.isFinite(residual)) {
      throw invalidInput(`The product of Lanczos step ${basis.length} is not finite; give finite parameters and data.`);
    }
    diagonal.push(alpha);
    largest = Math.max(largest, Math.abs(alpha), residual);
    if (residual <= BREAKDOWN * largest) return finish(diagonal, offDiagonal, 0);
    offDiagonal.push(residual);
    next = image.map((entry) => entry / residual);
  }
  offDiagonal.pop();
  return finish(diagonal, offDiagonal, basis.length === dimension ? 0 : residual);
}

function finish(diagonal: readonly number[], offDiagonal: readonly number[], residual: number): Tridiagonal {
  return { diagonal: Float64Array.from(diagonal), offDiagonal: Float64Array.from(offDiagonal), residual };
}

/** Takes out of `vector` what lies in the span. */
function orthogonalise(vector: Float64Array, orthonormal: readonly Float64Array[]): void {
  for (const basis of orthonormal) {
    const coordinate = dot(basis, vector);
    for (let i = 0; i < vector.length; i++) vector[i] -= coordinate * basis[i];
  }
}
