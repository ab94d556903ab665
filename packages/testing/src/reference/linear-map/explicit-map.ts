import type { SynchronousLinearMap } from '@dof/core';

/** The linear map of a matrix given by its columns, by plain loops in float64, results rounded to float32. */
export function explicitMap(rows: number, matrix: readonly Float64Array[]): SynchronousLinearMap {
  return {
    rows,
    columns: matrix.length,
    apply(theta, origin, out) {
      const sum = Float64Array.from(origin);
      matrix.forEach((entries, column) => entries.forEach((entry, row) => (sum[row] += entry * theta[column])));
      out.set(sum);
    },
    applyTranspose(g, out) {
      out.set(matrix.map((entries) => entries.reduce((sum, entry, row) => sum + entry * g[row], 0)));
    },
    dispose: () => undefined,
  };
}
