import type { HadamardDraw } from '@dof/core';
import type { Products } from './products.js';
import { walshHadamardTransform } from './walsh-hadamard-transform.js';

/** Products with a subsampled randomised Hadamard transform: one fast transform each. */
export function hadamardProducts({ order, rows, columns, signs }: HadamardDraw): Products {
  const scale = 1 / Math.sqrt(rows.length);
  const scratch = new Float64Array(order);
  return {
    addImage(theta, sums) {
      scratch.fill(0);
      columns.forEach((column, j) => (scratch[column] = theta[j]));
      walshHadamardTransform(scratch);
      rows.forEach((row, i) => (sums[i] += scale * signs[i] * scratch[row]));
    },
    pullBack(g, out) {
      scratch.fill(0);
      rows.forEach((row, i) => (scratch[row] = signs[i] * g[i]));
      walshHadamardTransform(scratch);
      columns.forEach((column, j) => (out[j] = scale * scratch[column]));
    },
  };
}
