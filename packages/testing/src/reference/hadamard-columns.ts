import type { FastfoodDraw, HadamardDraw } from '@dof/core';

/** Column j of a subsampled randomised Hadamard transform, entry by entry. */
export function hadamardColumn({ rows, columns, signs }: HadamardDraw, j: number): Float64Array {
  const scale = 1 / Math.sqrt(rows.length);
  return Float64Array.from(rows, (row, i) => scale * signs[i] * hadamardEntry(row, columns[j]));
}

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

/** Entry (i, j) of the Hadamard matrix in its natural (Sylvester) order: -1 where i and j share an odd number of bits. */
export function hadamardEntry(i: number, j: number): number {
  let common = i & j;
  let entry = 1;
  for (; common !== 0; common &= common - 1) entry = -entry;
  return entry;
}

/** x becomes H x, with H the Hadamard matrix in its natural order; the length is a power of two. */
export function walshHadamardTransform(x: Float64Array): void {
  for (let half = 1; half < x.length; half *= 2) {
    for (let i = 0; i < x.length; i++) {
      if ((i & half) !== 0) continue;
      const [a, b] = [x[i], x[i + half]];
      x[i] = a + b;
      x[i + half] = a - b;
    }
  }
}
