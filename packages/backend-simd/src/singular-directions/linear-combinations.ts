import { stageRows, stretchesOf } from './stage-rows.js';
import type { Pause } from './stages.js';
import type { Workspace } from './workspace.js';

/** Rows of one call, a whole number of panels in every instruction set; fewer where there are many columns. */
const ROWS = 240;
const ROWS_OF_MANY = 48;
const MANY = 3000;

/** Which combinations to make of the columns. */
export interface CombinationsOptions {
  readonly columns: readonly Float32Array[];
  /** How many combinations. */
  readonly count: number;
  /** Writes the weights of combination j, one for each column. */
  weights(j: number, out: Float64Array): void;
  readonly pause: Pause;
}

/** Linear combinations of columns, each summed in float64 and rounded once. */
export async function linearCombinations(
  workspace: Workspace,
  { columns, count, weights, pause }: CombinationsOptions,
): Promise<Float32Array[]> {
  if (count === 0) return [];
  const { kernels, memory } = workspace.engine;
  const [n, dimension] = [columns.length, columns[0].length];
  const made = Array.from({ length: count }, () => new Float32Array(dimension));
  const width = n < MANY ? ROWS : ROWS_OF_MANY;
  const packed = await packedWeights(workspace, n, { columns, count, weights, pause });
  const [staged, out] = [workspace.floats(n * width), workspace.floats(count * width)];
  const work = workspace.doubles(count * width + kernels.panelDoubles(width, kernels.combinationDepth()));
  for (const stretch of stretchesOf(dimension, width)) {
    stageRows(memory, staged, columns, stretch);
    kernels.combineColumns(packed, count, staged, n, stretch.rows, width, work, out);
    const results = memory.floats(out, count * width);
    made.forEach((one, j) => one.set(results.subarray(j * width, j * width + stretch.rows), stretch.from));
    await pause((stretch.from + stretch.rows) / dimension);
  }
  workspace.release(packed, staged, out, work);
  return made;
}

/** The weights in panels; returns their address. */
async function packedWeights(
  workspace: Workspace,
  n: number,
  { count, weights, pause }: CombinationsOptions,
): Promise<number> {
  const { kernels, memory } = workspace.engine;
  const width = kernels.panelColumns();
  const [packed, staged] = [workspace.doubles(kernels.panelDoubles(count, n)), workspace.doubles(width * n)];
  for (let first = 0; first < count; first += width) {
    const here = Math.min(width, count - first);
    const rows = memory.doubles(staged, here * n);
    for (let j = 0; j < here; j++) weights(first + j, rows.subarray(j * n, (j + 1) * n));
    kernels.packWeights(staged, here, n, n, packed + 8 * first * n);
    await pause(0);
  }
  workspace.release(staged);
  return packed;
}
