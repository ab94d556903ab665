import { linearCombinations } from './linear-combinations.js';
import { stageRows, stretchesOf } from './stage-rows.js';
import type { Pause } from './stages.js';
import type { Workspace } from './workspace.js';

/** Directions that are made orthogonal to all before them together, and then to each other. */
const TOGETHER = 16;
const ROWS = 256;

/**
 * Makes the directions from `first` on orthogonal to all before them, and brings them to unit length; twice, since one
 * pass leaves rounding behind. What becomes of a direction does not depend on those after it.
 */
export async function orthogonalise(
  workspace: Workspace,
  directions: readonly Float32Array[],
  first: number,
  pause: Pause,
): Promise<void> {
  for (let from = first; from < directions.length; from += TOGETHER) {
    const share = (from - first) / (directions.length - first);
    const [before, some] = [directions.slice(0, from), directions.slice(from, from + TOGETHER)];
    for (let pass = 0; pass < 2; pass++) {
      if (before.length > 0) await takeOut(workspace, before, some, () => pause(share));
      some.forEach((one, j) => {
        for (const other of some.slice(0, j)) addScaled(one, -dot(one, other), other);
        normalise(one);
      });
    }
  }
}

/** Brings a vector to unit length, unless it is zero. */
export function normalise(vector: Float32Array): void {
  const length = Math.sqrt(dot(vector, vector));
  if (length === 0) return;
  for (let i = 0; i < vector.length; i++) vector[i] /= length;
}

/** Takes the components along orthonormal vectors out of others. */
async function takeOut(
  workspace: Workspace,
  orthonormal: readonly Float32Array[],
  others: readonly Float32Array[],
  pause: () => Promise<void>,
): Promise<void> {
  const components = await innerProducts(workspace, others, orthonormal, pause);
  const parts = await linearCombinations(workspace, {
    columns: orthonormal,
    count: others.length,
    weights: (j, out) => out.set(components[j]),
    pause,
  });
  others.forEach((one, j) => addScaled(one, -1, parts[j]));
}

/** The inner products of every left column with every right one, in float64. */
async function innerProducts(
  workspace: Workspace,
  left: readonly Float32Array[],
  right: readonly Float32Array[],
  pause: () => Promise<void>,
): Promise<readonly Float64Array[]> {
  const { kernels, memory } = workspace.engine;
  const size = left.length * right.length;
  const products = workspace.doubles(size);
  memory.doubles(products, size).fill(0);
  const sides = [left, right].map((columns) => ({
    columns,
    staged: workspace.floats(columns.length * ROWS),
    panels: workspace.doubles(kernels.panelDoubles(columns.length, ROWS)),
  }));
  const [one, other] = sides;
  for (const stretch of stretchesOf(left[0].length, ROWS)) {
    for (const { columns, staged, panels } of sides) {
      stageRows(memory, staged, columns, stretch);
      kernels.packFloats(staged, columns.length, ROWS, stretch.rows, panels);
    }
    kernels.addInnerProducts(
      ...([one.panels, left.length, other.panels, right.length, stretch.rows, products, right.length] as const),
    );
    await pause();
  }
  const all = memory.doubles(products, size).slice();
  workspace.release(products, ...sides.flatMap(({ staged, panels }) => [staged, panels]));
  return left.map((_, i) => all.subarray(i * right.length, (i + 1) * right.length));
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

function addScaled(vector: Float32Array, factor: number, other: Float32Array): void {
  for (let i = 0; i < vector.length; i++) vector[i] += factor * other[i];
}
