import { totalmem } from 'node:os';
import { DofError } from '../errors/dof-error.js';
import type { SparseColumn } from './sparse-column.js';

/** The two products of a matrix A with D rows and d columns. */
export interface Products {
  /** Adds A theta to `sums`, of length D. */
  addImage(theta: Float32Array, sums: Float64Array): void;
  /** Writes A^T g to `out`, of length d. */
  pullBack(g: Float32Array, out: Float32Array): void;
}

/** Column j of a matrix, before scaling to unit length. */
export type ColumnOf = (j: number) => Float32Array | Int8Array;

type Storage = Float32ArrayConstructor | Int8ArrayConstructor;

/** Draws every column once and keeps it; throws DOF_ENGINE_MEMORY when the matrix does not fit. */
export function storedColumns(Storage: Storage, rows: number, columns: number, draw: ColumnOf): ColumnOf {
  const matrix = allocate(Storage, rows, columns);
  const column = (j: number): Float32Array | Int8Array => matrix.subarray(j * rows, (j + 1) * rows);
  for (let j = 0; j < columns; j++) column(j).set(draw(j));
  return column;
}

function allocate(Storage: Storage, rows: number, columns: number): Float32Array | Int8Array {
  const bytes = Storage.BYTES_PER_ELEMENT * rows * columns;
  const refusal = (cause?: unknown): DofError =>
    new DofError(
      'DOF_ENGINE_MEMORY',
      `a dense ${rows} x ${columns} projection needs ${Math.ceil(bytes / 2 ** 20)} MiB, more than there is: use a ` +
        'smaller d or a projection that is not stored, such as fastfood',
      { cause },
    );
  // The system would promise more than it has, and end the process when the entries are written.
  if (bytes > totalmem()) throw refusal();
  try {
    return new Storage(rows * columns);
  } catch (error) {
    throw refusal(error);
  }
}

/** Products with a matrix given by its columns, each scaled to unit length. */
export function columnwiseProducts(column: ColumnOf): Products {
  // A column's length is measured at its first use: one that is drawn again need not be drawn for it.
  const norms: number[] = [];
  const norm = (j: number, entries: ArrayLike<number>): number => (norms[j] ??= Math.sqrt(dot(entries, entries)));
  return {
    addImage(theta, sums) {
      theta.forEach((coordinate, j) => {
        const entries = column(j);
        const factor = coordinate / norm(j, entries);
        for (let i = 0; i < entries.length; i++) sums[i] += entries[i] * factor;
      });
    },
    pullBack(g, out) {
      for (let j = 0; j < out.length; j++) {
        const entries = column(j);
        out[j] = dot(entries, g) / norm(j, entries);
      }
    },
  };
}

function dot(x: ArrayLike<number>, y: ArrayLike<number>): number {
  // Four sums: one alone would wait for every addition.
  let [a, b, c, d] = [0, 0, 0, 0];
  let i = 0;
  for (; i + 3 < x.length; i += 4) {
    a += x[i] * y[i];
    b += x[i + 1] * y[i + 1];
    c += x[i + 2] * y[i + 2];
    d += x[i + 3] * y[i + 3];
  }
  for (; i < x.length; i++) a += x[i] * y[i];
  return a + b + (c + d);
}

/** Products with a matrix of few signs in every column, over the square root of their number. */
export function sparseProducts(columns: readonly SparseColumn[]): Products {
  return {
    addImage(theta, sums) {
      columns.forEach(({ rows, signs }, j) => {
        const factor = theta[j] / Math.sqrt(rows.length);
        for (let k = 0; k < rows.length; k++) sums[rows[k]] += signs[k] * factor;
      });
    },
    pullBack(g, out) {
      columns.forEach(({ rows, signs }, j) => {
        let sum = 0;
        for (let k = 0; k < rows.length; k++) sum += signs[k] * g[rows[k]];
        out[j] = sum / Math.sqrt(rows.length);
      });
    },
  };
}
