import type { Pause } from './stages.js';
import type { Workspace } from './workspace.js';

/** Sweeps of QL whose rotations are found, then applied, in one call each. */
const SWEEPS = 32;
/** Eigenvectors that one call turns back. */
const VECTORS = 64;

/** Shares of the time, roughly: of the tridiagonal form, its eigenvectors, and turning these back. */
const [REDUCTION, ROTATION] = [0.3, 0.4];

/** The eigenvalues of a symmetric matrix, in no order, and where its eigenvectors are. */
export interface SymmetricEigen {
  readonly values: Float64Array;
  /** The address of the eigenvectors, one a row, `matrixStride(n)` doubles apart. */
  readonly vectors: number;
}

/**
 * All eigenvalues and eigenvectors of the n x n matrix whose lower triangle is at an address; the matrix is lost. By
 * Householder's tridiagonal form and implicit QL steps: O(n^3) operations, in calls of O(n^2).
 *
 * @throws an Error where an eigenvalue does not settle, which no finite matrix is known to do.
 */
export async function symmetricEigen(
  workspace: Workspace,
  matrix: number,
  n: number,
  pause: Pause,
): Promise<SymmetricEigen> {
  const { kernels, memory } = workspace.engine;
  const stride = kernels.matrixStride(n);
  const [diagonal, beside, factors] = [workspace.doubles(n), workspace.doubles(n), workspace.doubles(n)];
  const work = workspace.doubles(kernels.tridiagonalWork(n, stride));
  for (let left = n; left > 0; left -= kernels.reflectionRows()) {
    kernels.tridiagonaliseRows(matrix, left, stride, diagonal, beside, factors, work);
    // What is left of the work goes with the cube of the rows.
    await pause(REDUCTION * (1 - (left / n) ** 3));
  }
  workspace.release(work);
  const vectors = workspace.doubles(n * stride);
  const identity = memory.doubles(vectors, n * stride).fill(0);
  for (let i = 0; i < n; i++) identity[i * stride + i] = 1;
  // From the entry before each of the diagonal to the one after it.
  memory
    .doubles(beside, n)
    .copyWithin(0, 1)
    .fill(0, n - 1);
  await rotate(workspace, { n, stride, diagonal, beside, vectors }, (share) => pause(REDUCTION + ROTATION * share));
  for (let first = 0; first < n; first += VECTORS) {
    kernels.undoReflections(matrix, n, stride, factors, vectors, first, Math.min(VECTORS, n - first));
    await pause(REDUCTION + ROTATION + (1 - REDUCTION - ROTATION) * (first / n));
  }
  const values = memory.doubles(diagonal, n).slice();
  workspace.release(diagonal, beside, factors);
  return { values, vectors };
}

interface Tridiagonal {
  readonly n: number;
  readonly stride: number;
  readonly diagonal: number;
  readonly beside: number;
  readonly vectors: number;
}

async function rotate(workspace: Workspace, matrix: Tridiagonal, pause: Pause): Promise<void> {
  const { kernels, memory } = workspace.engine;
  const { n, stride, diagonal, beside, vectors } = matrix;
  const [place, sweeps] = [workspace.floats(2), workspace.floats(2 * SWEEPS)];
  const [rotations, work] = [workspace.doubles(2 * n * SWEEPS), workspace.doubles(kernels.rotationWork(n))];
  memory.words(place, 2).fill(0);
  for (let found = 0; found < n; [found] = memory.words(place, 1)) {
    const made = kernels.findRotations(n, diagonal, beside, place, SWEEPS, sweeps, rotations);
    if (made < 0) throw new Error(`eigenvalue ${found} of ${n} does not settle`);
    kernels.applyRotations(vectors, n, stride, sweeps, made, rotations, work);
    // A sweep goes over the eigenvalues that are left.
    await pause(1 - (1 - found / n) ** 2);
  }
  workspace.release(place, sweeps, rotations, work);
}
