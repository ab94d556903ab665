import type { GaussianProjection, RandomKey, RoundedGaussianProjection, SynchronousLinearMap } from '@dof/core';
import type { Engine } from '../engine/engine.js';
import type { KernelExports } from '../engine/kernel-exports.js';
import { kernelMap } from './kernel-map.js';
import { storedProducts } from './stored-products.js';

/** Rows of one column that lie together; `kChunk` of kernels/dense-matrix.h, which says how the matrix lies. */
const CHUNK_ROWS = 16;

/**
 * A dense matrix of independent N(0, 1) entries, columns scaled to unit norm, in the kernels' memory. Column j is stream
 * j of the key's normal draws.
 */
export function gaussianMap(
  { kernels, memory }: Engine,
  spec: GaussianProjection,
  key: RandomKey,
): SynchronousLinearMap {
  const { rows, columns } = spec;
  const [key0, key1] = key;
  return kernelMap(memory, {
    rows,
    columns,
    form: { kind: 'projection', spec, key },
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
    ...floatProducts(kernels, rows, columns),
  });
}

/** The Gaussian draw in steps of 1/24, one byte an entry; the columns' factors are applied to the short vector. */
export function roundedGaussianMap(
  { kernels, memory }: Engine,
  spec: RoundedGaussianProjection,
  key: RandomKey,
): SynchronousLinearMap {
  const { rows, columns } = spec;
  const [key0, key1] = key;
  const shortFloats = kernels.shortFloats(columns);
  return kernelMap<'matrix' | 'factors' | 'scratch'>(memory, {
    rows,
    columns,
    form: { kind: 'projection', spec, key },
    what: `a dense ${rows} x ${columns} projection of bytes`,
    longFloats: kernels.longFloats(rows),
    shortFloats,
    tables: {
      matrix: kernels.matrixFloats(rows, columns),
      factors: 4 * shortFloats,
      scratch: 4 * kernels.matrixFloats(rows, kernels.groupColumns()),
    },
    draw({ matrix, scratch, factors }) {
      for (let first = 0; first < columns; first += kernels.groupColumns()) {
        kernels.drawStepGroup(matrix, rows, columns, first, key0, key1, scratch, factors);
      }
      return memory.floats(factors, columns).slice();
    },
    ...storedProducts(kernels, {
      ...{ rows, columns, bytesPerEntry: 1 },
      apply: (...given) => kernels.applySteps(...given),
      applyTransposed: (...given) => kernels.applyStepsTransposed(...given),
    }),
  });
}

/** A dense matrix of columns that the caller has, copied into the kernels' memory; the scale goes on the short vector. */
export function givenColumnsMap(
  { kernels, memory }: Engine,
  given: readonly Float32Array[],
  scale: ArrayLike<number> | undefined,
): SynchronousLinearMap {
  const [rows, columns] = [given[0].length, given.length];
  const matrixFloats = kernels.matrixFloats(rows, columns);
  const group = kernels.groupColumns();
  const groupFloats = kernels.matrixFloats(rows, group);
  return kernelMap(memory, {
    rows,
    columns,
    form: { kind: 'columns', columns: given, scale },
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
    ...floatProducts(kernels, rows, columns),
  });
}

function floatProducts(kernels: KernelExports, rows: number, columns: number): ReturnType<typeof storedProducts> {
  return storedProducts(kernels, {
    ...{ rows, columns, bytesPerEntry: 4 },
    apply: (...given) => kernels.applyMatrix(...given),
    applyTransposed: (...given) => kernels.applyMatrixTransposed(...given),
  });
}
