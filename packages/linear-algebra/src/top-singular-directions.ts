import { gramMatrix } from './gram-matrix.js';
import { innerProducts } from './inner-products.js';
import { linearCombination } from './linear-combination.js';

/** Of the largest eigenvalue, times n: below, an eigenvalue is rounding. */
const NOISE = 64 * Number.EPSILON;
/** Of the largest eigenvalue: below, rounding in it shows in a direction by more than float32 has digits. */
const INEXACT = 1e-8;

/** The leading left singular vectors of the D x n matrix X whose columns are n given vectors. */
export interface SingularDirections {
  /** All n singular values, falling; those beyond the rank are noise of rounding, or 0. */
  readonly singularValues: Float64Array;
  /** How many singular values stand clear of rounding; 0, with singular values NaN, where a vector is not finite. */
  readonly rank: number;
  /** Unit vectors of length D, orthogonal to each other, of the largest singular values first. */
  readonly directions: readonly Float32Array[];
}

/** How the search is watched and stopped. */
export interface SingularDirectionsOptions {
  /** Rejects with the signal's reason soon after it is aborted. */
  readonly signal?: AbortSignal;
  /** Told the share done, rising from 0 to 1; it is awaited, so it may let an abort reach work on its caller's thread. */
  readonly onProgress?: (share: number) => void | Promise<void>;
}

/**
 * The top singular directions of a few long vectors, from the n x n matrix of their inner products: nothing of size
 * D x D is formed. With X^T X = V diag(sigma^2) V^T the directions are X v_j / sigma_j. Squaring halves the digits of the
 * small singular values: those below about 1e-7 sqrt(n) of the largest do not count (`rank`), and directions of those
 * below 1e-4 are made orthogonal to the ones before. A direction does not depend on how many are asked for, and its sign
 * is fixed: the entry of v_j that is largest in size is positive. O(n^2 D + n^3) operations; 8 n^2 bytes three times.
 *
 * @param vectors n at least 1, all of one length D
 * @param limit how many directions at most
 */
export async function topSingularDirections(
  vectors: readonly Float32Array[],
  limit: number,
  { signal, onProgress }: SingularDirectionsOptions = {},
): Promise<SingularDirections> {
  const n = vectors.length;
  const pause = async (share: number): Promise<void> => {
    signal?.throwIfAborted();
    await onProgress?.(share);
    signal?.throwIfAborted();
  };
  await pause(0);
  const gram = await gramMatrix(vectors, (share) => pause(0.4 * share));
  if (!Number.isFinite(gram.trace())) {
    await pause(1);
    return { singularValues: new Float64Array(n).fill(NaN), rank: 0, directions: [] };
  }
  // Loaded late: methods are listed more often than they prepare.
  const { EigenvalueDecomposition } = await import('ml-matrix');
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(gram, { assumeSymmetric: true });
  const order = realEigenvalues.map((_, i) => i).sort((a, b) => realEigenvalues[b] - realEigenvalues[a]);
  const eigenvalues = order.map((i) => Math.max(0, realEigenvalues[i]));
  const rank = eigenvalues.filter((value) => value > NOISE * n * eigenvalues[0]).length;
  const directions: Float32Array[] = [];
  for (let j = 0; j < Math.min(rank, limit); j++) {
    await pause(0.6 + (0.4 * j) / Math.min(rank, limit));
    const made = direction(vectors, eigenvectorMatrix.getColumn(order[j]), Math.sqrt(eigenvalues[j]));
    if (eigenvalues[j] < INEXACT * eigenvalues[0]) orthogonalise(made, directions);
    directions.push(made);
  }
  await pause(1);
  return { singularValues: Float64Array.from(eigenvalues, Math.sqrt), rank, directions };
}

/** X v / sigma, brought to unit length, with the sign that makes the largest entry of v positive. */
function direction(vectors: readonly Float32Array[], v: readonly number[], sigma: number): Float32Array {
  const leading = v.reduce((most, value) => (Math.abs(value) > Math.abs(most) ? value : most), 0);
  const weights = v.map((value) => (value * Math.sign(leading)) / sigma);
  const out = new Float32Array(vectors[0].length);
  linearCombination(vectors, weights, out);
  normalise(out);
  return out;
}

/** Takes its components along the others out of a unit vector; twice, since one pass leaves rounding behind. */
function orthogonalise(vector: Float32Array, others: readonly Float32Array[]): void {
  const components = new Float64Array(others.length);
  for (let pass = 0; pass < 2; pass++) {
    innerProducts(others, vector, components);
    linearCombination(
      others,
      components.map((value) => -value),
      vector,
      vector,
    );
    normalise(vector);
  }
}

function normalise(vector: Float32Array): void {
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
  for (let i = 0; i < vector.length; i++) vector[i] /= length;
}
