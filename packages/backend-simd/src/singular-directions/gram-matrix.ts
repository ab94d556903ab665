import { stageRows, stretchesOf } from './stage-rows.js';
import type { Pause } from './stages.js';
import type { Workspace } from './workspace.js';

/** Rows of one call: part of what the bits are, since sums are taken over them first. */
const ROWS = 256;
/** Rows that are copied at a time. */
const STAGED_ROWS = 4 * ROWS;

/**
 * The lower triangle of the matrix of inner products of n columns, in float64; returns its address. Its rows are
 * `matrixStride(n)` doubles apart.
 */
export async function gramMatrix(
  workspace: Workspace,
  columns: readonly Float32Array[],
  pause: Pause,
): Promise<number> {
  const { kernels, memory } = workspace.engine;
  const [n, dimension] = [columns.length, columns[0].length];
  const stride = kernels.matrixStride(n);
  const gram = workspace.doubles(n * stride);
  memory.doubles(gram, n * stride).fill(0);
  const width = Math.min(STAGED_ROWS, dimension);
  const [staged, panels] = [workspace.floats(n * width), workspace.doubles(kernels.panelDoubles(n, ROWS))];
  for (const stretch of stretchesOf(dimension, width)) {
    stageRows(memory, staged, columns, stretch);
    for (let row = 0; row < stretch.rows; row += ROWS) {
      const rows = Math.min(ROWS, stretch.rows - row);
      kernels.packFloats(staged + 4 * row, n, width, rows, panels);
      kernels.addGram(panels, n, rows, gram, stride);
      await pause((stretch.from + row + rows) / dimension);
    }
  }
  workspace.release(staged, panels);
  return gram;
}
