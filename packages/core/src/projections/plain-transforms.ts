import type { FastfoodDraw } from './draw-fastfood.js';
import type { HadamardDraw } from './draw-hadamard.js';
import type { Products } from './plain-products.js';

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

/** Products with stacked Fastfood blocks S H G P H B: two fast transforms for each block. */
export function fastfoodProducts({ order, blocks, signs, permutation, gaussian, scale }: FastfoodDraw): Products {
  const before = new Float64Array(order);
  const after = new Float64Array(order);
  const firsts = Array.from({ length: blocks }, (_, block) => block * order);
  return {
    addImage(theta, sums) {
      for (const first of firsts) {
        before.fill(0);
        for (let j = 0; j < theta.length; j++) before[j] = signs[first + j] * theta[j];
        walshHadamardTransform(before);
        for (let i = 0; i < order; i++) after[i] = gaussian[first + i] * before[permutation[first + i]];
        walshHadamardTransform(after);
        const end = Math.min(sums.length, first + order);
        for (let row = first; row < end; row++) sums[row] += scale[row] * after[row - first];
      }
    },
    pullBack(g, out) {
      const sums = new Float64Array(out.length);
      for (const first of firsts) {
        after.fill(0);
        const end = Math.min(g.length, first + order);
        for (let row = first; row < end; row++) after[row - first] = scale[row] * g[row];
        walshHadamardTransform(after);
        for (let i = 0; i < order; i++) before[permutation[first + i]] = gaussian[first + i] * after[i];
        walshHadamardTransform(before);
        for (let j = 0; j < sums.length; j++) sums[j] += signs[first + j] * before[j];
      }
      out.set(sums);
    },
  };
}

/** x becomes H x, with H the symmetric Hadamard matrix in its natural order; the length is a power of two. */
function walshHadamardTransform(x: Float64Array): void {
  for (let half = 1; half < x.length; half *= 2) {
    for (let first = 0; first < x.length; first += 2 * half) {
      for (let i = first; i < first + half; i++) {
        const [a, b] = [x[i], x[i + half]];
        x[i] = a + b;
        x[i + half] = a - b;
      }
    }
  }
}
