import {
  drawFastfood,
  drawHadamard,
  gaussianColumn,
  randomSigns,
  roundedGaussianColumn,
  sparseColumn,
  type ProjectionSpec,
  type RandomKey,
  type SparseProjection,
} from '@dof/core';
import { fastfoodColumn, hadamardColumn } from './hadamard-columns.js';

/** The columns of a projection one by one, in float64. */
export function projectionColumn(spec: ProjectionSpec, key: RandomKey): (column: number) => Float64Array {
  switch (spec.kind) {
    case 'gaussian':
    case 'gaussian-regenerated':
      return (j) => unitColumn(gaussianColumn(key, j, spec.rows));
    case 'gaussian-int8':
      return (j) => unitColumn(roundedGaussianColumn(key, j, spec.rows));
    case 'rademacher':
      return (j) => unitColumn(randomSigns(key, j, spec.rows));
    case 'sparse':
      return (j) => denseSparseColumn(spec, key, j);
    case 'hadamard': {
      const draw = drawHadamard(spec, key);
      return (j) => hadamardColumn(draw, j);
    }
    case 'fastfood': {
      const draw = drawFastfood(spec, key);
      return (j) => fastfoodColumn(draw, spec.rows, j);
    }
  }
}

function denseSparseColumn(spec: SparseProjection, key: RandomKey, j: number): Float64Array {
  const { rows, signs } = sparseColumn(spec, key, j);
  const column = new Float64Array(spec.rows);
  rows.forEach((row, k) => (column[row] = signs[k]));
  return unitColumn(column);
}

/** The column scaled to unit length in float64. */
function unitColumn(column: ArrayLike<number>): Float64Array {
  const entries = Float64Array.from(column);
  const norm = Math.sqrt(entries.reduce((sum, entry) => sum + entry * entry, 0));
  return entries.map((entry) => entry / norm);
}
