import { fillNormal } from '@dof/core';
import type { AdapterForm, RandomKey } from '@dof/core';
import type { KernelMatrix } from './kernel-matrices.js';

/**
 * The adapter of one kernel: coordinates hold B by columns (`B[p, k]` at `k * rows + p`), then C by rows (`C[k, q]` at
 * `rank * rows + k * columns + q`), rank (m + n) in all.
 */
export class Adapter {
  readonly coordinates: number;
  readonly #row: Float64Array;

  constructor(
    private readonly matrix: KernelMatrix,
    private readonly rank: number,
    private readonly scale: number,
  ) {
    this.coordinates = rank * (matrix.rows + matrix.columns);
    this.#row = new Float64Array(matrix.columns);
  }

  get form(): AdapterForm {
    return { ...this.matrix, rank: this.rank, scale: this.scale };
  }

  /** C = 0, so that W = W0; columns of B normal draws of unit length, so that dW/dC has unit columns. */
  initialise(theta: Float32Array, key: RandomKey): void {
    const { rows } = this.matrix;
    for (let k = 0; k < this.rank; k++) {
      const column = theta.subarray(k * rows, (k + 1) * rows);
      fillNormal(key, k, column);
      const length = Math.sqrt(column.reduce((sum, value) => sum + value * value, 0));
      for (let p = 0; p < rows; p++) column[p] /= length;
    }
    theta.fill(0, this.rank * rows, this.coordinates);
  }

  /** Adds scale B C to the kernel in `w`, summed in float64. */
  add(theta: Float32Array, w: Float32Array): void {
    const { offset, rows, columns } = this.matrix;
    const row = this.#row;
    for (let p = 0; p < rows; p++) {
      row.fill(0);
      for (let k = 0; k < this.rank; k++) {
        const b = theta[k * rows + p] * this.scale;
        const c = this.rank * rows + k * columns;
        for (let q = 0; q < columns; q++) row[q] += b * theta[c + q];
      }
      const at = offset + p * columns;
      for (let q = 0; q < columns; q++) w[at + q] += row[q];
    }
  }

  /** Writes scale G C^T and scale B^T G, with G the gradient of the kernel, in the places of B and C. */
  pullback(theta: Float32Array, gradient: Float32Array, out: Float32Array): void {
    const { offset, rows, columns } = this.matrix;
    for (let k = 0; k < this.rank; k++) {
      const c = this.rank * rows + k * columns;
      const row = this.#row.fill(0);
      for (let p = 0; p < rows; p++) {
        const at = offset + p * columns;
        const b = theta[k * rows + p];
        let sum = 0;
        for (let q = 0; q < columns; q++) {
          sum += gradient[at + q] * theta[c + q];
          row[q] += b * gradient[at + q];
        }
        out[k * rows + p] = this.scale * sum;
      }
      for (let q = 0; q < columns; q++) out[c + q] = this.scale * row[q];
    }
  }
}
