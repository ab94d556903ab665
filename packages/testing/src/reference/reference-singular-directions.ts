import type { SingularDirections, SingularDirectionsOptions } from '@dof/core';

/** Of the largest square, times n: below, a squared singular value counts as rounding. */
const NOISE = 64 * Number.EPSILON;
/** Cosine of two columns that counts as 0. */
const ORTHOGONAL = 1e-15;
const MOST_SWEEPS = 60;

/**
 * `Backend.topSingularDirections` without inner products in between: one-sided Jacobi rotations turn the columns
 * themselves until they are orthogonal (Hestenes 1958), so small singular values keep their digits. For small tests.
 */
export async function referenceSingularDirections(
  vectors: readonly Float32Array[],
  limit: number,
  { signal, onProgress }: SingularDirectionsOptions = {},
): Promise<SingularDirections> {
  const pause = async (share: number): Promise<void> => {
    signal?.throwIfAborted();
    await onProgress?.(share);
    signal?.throwIfAborted();
  };
  await pause(0);
  const n = vectors.length;
  if (!vectors.every((vector) => vector.every(Number.isFinite))) {
    await pause(1);
    return { singularValues: new Float64Array(n).fill(NaN), rank: 0, directions: [] };
  }
  const { columns, rotation } = await orthogonalColumns(vectors, pause);
  const lengths = columns.map((column) => Math.sqrt(dot(column, column)));
  const order = [...lengths.keys()].sort((a, b) => lengths[b] - lengths[a]);
  const singularValues = Float64Array.from(order, (j) => lengths[j]);
  const rank = singularValues.filter((value) => value ** 2 > NOISE * n * singularValues[0] ** 2).length;
  const directions = order.slice(0, Math.min(rank, limit)).map((j) => {
    const leading = rotation[j].reduce((most, value) => (Math.abs(value) > Math.abs(most) ? value : most), 0);
    return Float32Array.from(columns[j], (value) => (Math.sign(leading) * value) / lengths[j]);
  });
  await pause(1);
  return { singularValues, rank, directions };
}

/** X V with orthogonal columns, and the columns of V. */
async function orthogonalColumns(vectors: readonly Float32Array[], pause: (share: number) => Promise<void>) {
  const columns = vectors.map((vector) => Float64Array.from(vector));
  const rotation = vectors.map((_, j) => Float64Array.from(vectors, (_column, i) => Number(i === j)));
  for (let sweep = 0, turned = true; turned && sweep < MOST_SWEEPS; sweep++) {
    turned = false;
    for (let i = 0; i < columns.length; i++) {
      for (let j = 0; j < i; j++) {
        const [a, b, both] = [dot(columns[i], columns[i]), dot(columns[j], columns[j]), dot(columns[i], columns[j])];
        if (Math.abs(both) <= ORTHOGONAL * Math.sqrt(a * b)) continue;
        turned = true;
        const zeta = (b - a) / (2 * both);
        const tangent = (zeta < 0 ? -1 : 1) / (Math.abs(zeta) + Math.hypot(1, zeta));
        const cosine = 1 / Math.hypot(1, tangent);
        for (const pair of [columns, rotation]) turn(pair[i], pair[j], cosine, cosine * tangent);
      }
    }
    await pause(1 - 0.5 ** (sweep + 1));
  }
  return { columns, rotation };
}

function turn(x: Float64Array, y: Float64Array, cosine: number, sine: number): void {
  for (let k = 0; k < x.length; k++) [x[k], y[k]] = [cosine * x[k] - sine * y[k], sine * x[k] + cosine * y[k]];
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
