import type { FastfoodDraw } from '@dof/core';
import { hadamardEntry } from './hadamard-entry.js';
import { walshHadamardTransform } from './walsh-hadamard-transform.js';

/** Column j of stacked Fastfood blocks S H G P H B, in float64, cut to the first `rows` rows. */
export function fastfoodColumn(draw: FastfoodDraw, rows: number, j: number): Float64Array {
  const { order, blocks, signs, permutation, gaussian, scale } = draw;
  const column = new Float64Array(blocks * order);
  for (let first = 0; first < column.length; first += order) {
    const block = Float64Array.from({ length: order }, (_, i) => {
      return gaussian[first + i] * hadamardEntry(permutation[first + i], j) * signs[first + j];
    });
    walshHadamardTransform(block);
    column.set(
      block.map((entry, i) => entry * scale[first + i]),
      first,
    );
  }
  return column.slice(0, rows);
}
