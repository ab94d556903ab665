import type { HadamardDraw } from '@dof/core';
import { hadamardEntry } from './hadamard-entry.js';

/** Column j of a subsampled randomised Hadamard transform, entry by entry. */
export function hadamardColumn({ rows, columns, signs }: HadamardDraw, j: number): Float64Array {
  const scale = 1 / Math.sqrt(rows.length);
  return Float64Array.from(rows, (row, i) => scale * signs[i] * hadamardEntry(row, columns[j]));
}
