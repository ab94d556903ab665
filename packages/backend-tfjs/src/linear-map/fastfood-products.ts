import type { FastfoodDraw } from '@dof/core';
import type { Products } from './products.js';
import { walshHadamardTransform } from './walsh-hadamard-transform.js';

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
