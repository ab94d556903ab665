import type { GaussianProjection, LinearMap, RandomKey } from '@dof/core';
import type { Engine } from '../engine/engine.js';
import { kernelMap } from './kernel-map.js';

/**
 * A dense matrix of independent N(0, 1) entries, columns scaled to unit norm, in the kernels' memory. Column j is stream
 * j of the key's normal draws.
 */
export function gaussianMap(
  { kernels, memory }: Engine,
  { rows, columns }: GaussianProjection,
  [key0, key1]: RandomKey,
): LinearMap {
  return kernelMap(memory, {
    rows,
    columns,
    what: `a dense ${rows} x ${columns} projection`,
    longFloats: kernels.longFloats(rows),
    shortFloats: kernels.shortFloats(columns),
    tables: { matrix: 4 * kernels.matrixFloats(rows, columns) },
    draw({ matrix }) {
      // One call per group: the first ones run on the quick compiler's code, the rest on the optimised one's.
      for (let first = 0; first < columns; first += kernels.groupColumns()) {
        kernels.drawNormalGroup(matrix, rows, columns, first, key0, key1, 1);
      }
      return undefined;
    },
    add: ({ matrix, long, short }) => kernels.applyMatrix(matrix, rows, columns, short, long),
    transpose: ({ matrix, long, short }) => kernels.applyMatrixTransposed(matrix, rows, columns, long, short),
  });
}
