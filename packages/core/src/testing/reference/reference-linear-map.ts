import type { LinearMap, ProjectionSpec } from '../../contracts/linear-map.js';
import type { RandomKey } from '../../contracts/random-key.js';
import { fillNormal } from '../../random/normal.js';

/**
 * The definition of the dense Gaussian map: column j is stream j of the key's normal draws, scaled to unit length.
 * Columns and sums in float64, results rounded to float32.
 */
export function referenceLinearMap(spec: ProjectionSpec, key: RandomKey): LinearMap {
  const { rows, columns } = spec;
  const matrix = Array.from({ length: columns }, (_, column) => unitColumn(key, column, rows));
  return {
    rows,
    columns,
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

function unitColumn(key: RandomKey, column: number, rows: number): Float64Array {
  const draws = new Float32Array(rows);
  fillNormal(key, column, draws);
  const entries = Float64Array.from(draws);
  const norm = Math.sqrt(entries.reduce((sum, entry) => sum + entry * entry, 0));
  return entries.map((entry) => entry / norm);
}
