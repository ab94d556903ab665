import type { KernelMemory } from '../memory/kernel-memory.js';

/** A stretch of rows of many columns. */
export interface Stretch {
  readonly from: number;
  readonly rows: number;
  /** Floats from column to column where it is staged; at least `rows`. */
  readonly stride: number;
}

/** The stretches that rows fall into. */
export function* stretchesOf(rows: number, stride: number): Generator<Stretch> {
  for (let from = 0; from < rows; from += stride) yield { from, rows: Math.min(stride, rows - from), stride };
}

/** Copies a stretch of every column into the kernels' memory. */
export function stageRows(
  memory: KernelMemory,
  address: number,
  columns: readonly Float32Array[],
  { from, rows, stride }: Stretch,
): void {
  const staged = memory.floats(address, columns.length * stride);
  columns.forEach((column, j) => staged.set(column.subarray(from, from + rows), j * stride));
}
