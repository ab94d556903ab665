import type { Jacobian } from './jacobian.js';

/** Columns keep float32 rounding, 6e-8 of their length: what is left of a dependent one is about that. */
const DEPENDENT = 1e-5;

export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

export function norm(a: ArrayLike<number>): number {
  return Math.sqrt(dot(a, a));
}

/** The numerical rank: Gram and Schmidt with pivoting over the columns scaled to unit length. */
export function rank(columns: Jacobian): number {
  let rest = columns.filter((column) => norm(column) > 0).map((column) => scaled(column, 1 / norm(column)));
  for (let found = 0; ; found++) {
    const pivot = rest.reduce((best, column, j) => (norm(column) > norm(rest[best]) ? j : best), 0);
    if (rest.length === 0 || norm(rest[pivot]) < DEPENDENT) return found;
    const unit = scaled(rest[pivot], 1 / norm(rest[pivot]));
    rest = rest.filter((_, j) => j !== pivot);
    // Twice: one pass leaves rounding errors behind.
    for (let pass = 0; pass < 2; pass++) rest = rest.map((column) => without(column, unit));
  }
}

/** Solves (J^T J + damping I) x = J^T r by Cholesky's factorisation. */
export function dampedLeastSquares(columns: Jacobian, r: Float64Array, damping: number): Float64Array {
  const d = columns.length;
  const factor = columns.map((_, i) => Float64Array.from(columns.slice(0, i + 1), (column) => dot(column, columns[i])));
  const x = Float64Array.from(columns, (column) => dot(column, r));
  for (let i = 0; i < d; i++) {
    factor[i][i] += damping;
    for (let j = 0; j <= i; j++) {
      let sum = factor[i][j];
      for (let k = 0; k < j; k++) sum -= factor[i][k] * factor[j][k];
      factor[i][j] = i === j ? Math.sqrt(Math.max(sum, Number.MIN_VALUE)) : sum / factor[j][j];
    }
  }
  for (let i = 0; i < d; i++) {
    for (let k = 0; k < i; k++) x[i] -= factor[i][k] * x[k];
    x[i] /= factor[i][i];
  }
  for (let i = d - 1; i >= 0; i--) {
    for (let k = i + 1; k < d; k++) x[i] -= factor[k][i] * x[k];
    x[i] /= factor[i][i];
  }
  return x;
}

function scaled(column: Float64Array, by: number): Float64Array {
  return column.map((value) => value * by);
}

function without(column: Float64Array, unit: Float64Array): Float64Array {
  const share = dot(column, unit);
  return column.map((value, i) => value - share * unit[i]);
}
