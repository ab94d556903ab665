import {
  requireProjection,
  type MatrixForm,
  type ProjectionSpec,
  type RandomKey,
  type SynchronousLinearMap,
} from '@dof/core';
import { projectionColumn } from './projection-column.js';

/**
 * The definition of every projection, as an explicit matrix: columns and sums in float64, results rounded to float32.
 *
 * @throws DOF_UNSUPPORTED_PROJECTION, DOF_PROJECTION_SIZE.
 */
export function referenceLinearMap(spec: ProjectionSpec, key: RandomKey): SynchronousLinearMap {
  requireProjection(spec);
  const column = projectionColumn(spec, key);
  const matrix = Array.from({ length: spec.columns }, (_, j) => column(j));
  return { ...explicitMap(spec.rows, matrix), form: { kind: 'projection', spec, key } };
}

/** Columns that one pass takes at once. */
const GROUP = 3;

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
      out.set(matrix.map((entries) => product(entries, g)));
    },
    applyTransposeThenApply({ g, pulled, theta, update, origin, out }) {
      const sum = Float64Array.from(origin);
      for (let from = 0; from < matrix.length; from += GROUP) {
        const group = matrix.slice(from, from + GROUP);
        pulled.set(
          group.map((entries) => product(entries, g)),
          from,
        );
        update(from, from + group.length);
        group.forEach((entries, j) => entries.forEach((entry, row) => (sum[row] += entry * theta[from + j])));
      }
      out.set(sum);
    },
    dispose: () => undefined,
  };
}

function product(entries: Float64Array, g: Float32Array): number {
  return entries.reduce((sum, entry, row) => sum + entry * g[row], 0);
}

/** The map that a form describes, made again from it alone. */
export function mapOfForm(form: MatrixForm): SynchronousLinearMap {
  if (form.kind === 'projection') return referenceLinearMap(form.spec, form.key);
  const { columns, scale } = form;
  const matrix = columns.map((column, j) => Float64Array.from(column, (entry) => entry * (scale?.[j] ?? 1)));
  return explicitMap(columns[0].length, matrix);
}
