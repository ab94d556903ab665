import type { LinearMap } from '@dof/core';
import type { Engine } from '../engine/engine.js';
import { kernelMap } from './kernel-map.js';

/** Rows of one column that lie together; `kChunk` of kernels/dense-matrix.h, which says how the matrix lies. */
const CHUNK_ROWS = 16;

/** A dense matrix of columns that the caller has, copied into the kernels' memory; the scale goes on the short vector. */
export function givenColumnsMap(
  { kernels, memory }: Engine,
  given: readonly Float32Array[],
  scale: ArrayLike<number> | undefined,
): LinearMap {
  const [rows, columns] = [given[0].length, given.length];
  const matrixFloats = kernels.matrixFloats(rows, columns);
  const group = kernels.groupColumns();
  const groupFloats = kernels.matrixFloats(rows, group);
  return kernelMap(memory, {
    rows,
    columns,
    what: `${columns} given columns of ${rows}`,
    longFloats: kernels.longFloats(rows),
    shortFloats: kernels.shortFloats(columns),
    tables: { matrix: 4 * matrixFloats },
    draw({ matrix }) {
      const floats = memory.floats(matrix, matrixFloats).fill(0);
      given.forEach((column, j) => {
        let at = Math.floor(j / group) * groupFloats + (j % group) * CHUNK_ROWS;
        for (let row = 0; row < rows; row += CHUNK_ROWS, at += group * CHUNK_ROWS) {
          floats.set(column.subarray(row, row + CHUNK_ROWS), at);
        }
      });
      return scale === undefined ? undefined : Float32Array.from(scale);
    },
    add: ({ matrix, long, short }) => kernels.applyMatrix(matrix, rows, columns, short, long),
    transpose: ({ matrix, long, short }) => kernels.applyMatrixTransposed(matrix, rows, columns, long, short),
  });
}
