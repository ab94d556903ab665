import type { LinearMap, RandomKey, RoundedGaussianProjection } from '@dof/core';
import type { Engine } from '../engine/engine.js';
import { kernelMap } from './kernel-map.js';

/** The Gaussian draw in steps of 1/24, one byte an entry; the columns' factors are applied to the short vector. */
export function roundedGaussianMap(
  { kernels, memory }: Engine,
  { rows, columns }: RoundedGaussianProjection,
  [key0, key1]: RandomKey,
): LinearMap {
  const shortFloats = kernels.shortFloats(columns);
  return kernelMap(memory, {
    rows,
    columns,
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
    add: ({ matrix, long, short }) => kernels.applySteps(matrix, rows, columns, short, long),
    transpose: ({ matrix, long, short }) => kernels.applyStepsTransposed(matrix, rows, columns, long, short),
  });
}
