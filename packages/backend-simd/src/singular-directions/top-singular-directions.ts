import type { SingularDirections, SingularDirectionsOptions } from '@dof/core';
import type { Engine } from '../engine/engine.js';
import { gramMatrix } from './gram-matrix.js';
import { linearCombinations } from './linear-combinations.js';
import { normalise, orthogonalise } from './orthogonalise.js';
import { stagesOf } from './stages.js';
import { symmetricEigen, type SymmetricEigen } from './symmetric-eigen.js';
import { Workspace } from './workspace.js';

/** Of the largest eigenvalue, times n: below, an eigenvalue is rounding. */
const NOISE = 64 * Number.EPSILON;
/** Of the largest eigenvalue: below, rounding in it shows in a direction by more than float32 has digits. */
const INEXACT = 1e-8;
/** Operations of the eigen-decomposition over n^3, in those of products in tiles, which the other stages are. */
const EIGEN_COST = 10;
/** Likewise, for an entry of a direction that is brought to unit length. */
const FINISH_COST = 50;

/**
 * What `Backend.topSingularDirections` promises: with X^T X = V diag(sigma^2) V^T the directions are X v_j / sigma_j. The
 * columns are read a stretch of rows at a time; 16 n^2 bytes of engine memory, and stretches.
 *
 * @throws DOF_ENGINE_MEMORY.
 */
export async function topSingularDirections(
  engine: Engine,
  columns: readonly Float32Array[],
  limit: number,
  options: SingularDirectionsOptions,
): Promise<SingularDirections> {
  const [n, dimension] = [columns.length, columns[0].length];
  const entries = Math.min(n, limit) * dimension;
  const [gramPause, eigenPause, directionPause, finishPause] = stagesOf(options, [
    (n ** 2 * dimension) / 2,
    EIGEN_COST * n ** 3,
    entries * n,
    FINISH_COST * entries,
  ]);
  const workspace = new Workspace(engine, `the inner products of ${n} vectors`, 'use fewer vectors');
  try {
    await gramPause(0);
    const gram = await gramMatrix(workspace, columns, gramPause);
    if (!isFinite(engine, gram, n)) {
      await finishPause(1);
      return { singularValues: new Float64Array(n).fill(NaN), rank: 0, directions: [] };
    }
    const eigen = await symmetricEigen(workspace, gram, n, eigenPause);
    workspace.release(gram);
    const order = Array.from(eigen.values.keys()).sort((a, b) => eigen.values[b] - eigen.values[a]);
    const eigenvalues = order.map((i) => Math.max(0, eigen.values[i]));
    const rank = eigenvalues.filter((value) => value > NOISE * n * eigenvalues[0]).length;
    const singularValues = Float64Array.from(eigenvalues, Math.sqrt);
    const directions = await linearCombinations(workspace, {
      columns,
      count: Math.min(rank, limit),
      weights: (j, out) => weigh(engine, eigen, order[j], singularValues[j], out),
      pause: directionPause,
    });
    for (const [j, direction] of directions.entries()) {
      normalise(direction);
      await finishPause((0.5 * j) / directions.length);
    }
    const exact = eigenvalues.filter((value) => value >= INEXACT * eigenvalues[0]).length;
    await orthogonalise(workspace, directions, exact, (share) => finishPause(0.5 + 0.5 * share));
    await finishPause(1);
    return { singularValues, rank, directions };
  } finally {
    workspace.dispose();
  }
}

/** Whether the lengths of all columns are, and so the columns. */
function isFinite({ kernels, memory }: Engine, gram: number, n: number): boolean {
  const stride = kernels.matrixStride(n);
  const entries = memory.doubles(gram, n * stride);
  return Array.from({ length: n }, (_, i) => entries[i * stride + i]).every(Number.isFinite);
}

/** v / sigma, with the sign that makes the largest entry of v positive. */
function weigh(
  { kernels, memory }: Engine,
  { vectors }: SymmetricEigen,
  row: number,
  sigma: number,
  out: Float64Array,
) {
  const stride = kernels.matrixStride(out.length);
  out.set(memory.doubles(vectors + 8 * stride * row, out.length));
  let leading = 0;
  for (const value of out) if (Math.abs(value) > Math.abs(leading)) leading = value;
  const factor = Math.sign(leading) / sigma;
  for (let i = 0; i < out.length; i++) out[i] *= factor;
}
