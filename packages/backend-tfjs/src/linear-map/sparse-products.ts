import type { SparseColumn } from '@dof/core';
import type { Products } from './products.js';

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
