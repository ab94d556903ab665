import { requireProjection, type LinearMap, type ProjectionSpec, type RandomKey } from '@dof/core';
import { projectionColumn } from './projection-column.js';

/**
 * The definition of every projection, as an explicit matrix: columns and sums in float64, results rounded to float32.
 *
 * @throws DOF_UNSUPPORTED_PROJECTION, DOF_PROJECTION_SIZE.
 */
export function referenceLinearMap(spec: ProjectionSpec, key: RandomKey): LinearMap {
  requireProjection(spec);
  const column = projectionColumn(spec, key);
  return explicitMap(
    spec.rows,
    Array.from({ length: spec.columns }, (_, j) => column(j)),
  );
}

/** The linear map of a matrix given by its columns, by plain loops in float64, results rounded to float32. */
export function explicitMap(rows: number, matrix: readonly Float64Array[]): LinearMap {
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
