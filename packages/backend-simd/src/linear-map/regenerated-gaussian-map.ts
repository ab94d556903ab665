import type { LinearMap, RandomKey, RegeneratedGaussianProjection } from '@dof/core';
import type { Engine } from '../engine/engine.js';
import { kernelMap } from './kernel-map.js';

/** The matrix of `gaussianMap`, drawn again in every product; only its columns' factors are kept. */
export function regeneratedGaussianMap(
  { kernels, memory }: Engine,
  { rows, columns }: RegeneratedGaussianProjection,
  [key0, key1]: RandomKey,
): LinearMap {
  return kernelMap(memory, {
    rows,
    columns,
    what: `a regenerated ${rows} x ${columns} projection`,
    longFloats: kernels.longFloats(rows),
    shortFloats: kernels.shortFloats(columns),
    tables: { factors: 4 * columns, scratch: 4 * kernels.regeneratedFloats(rows) },
    draw({ factors, scratch }) {
      const found = Float32Array.from({ length: columns }, (_, column) =>
        kernels.regeneratedFactor(rows, column, key0, key1, scratch),
      );
      memory.floats(factors, columns).set(found);
      return undefined;
    },
    add: ({ factors, scratch, long, short }) =>
      kernels.applyRegenerated(rows, columns, key0, key1, factors, scratch, short, long),
    transpose: ({ factors, scratch, long, short }) =>
      kernels.applyRegeneratedTransposed(rows, columns, key0, key1, factors, scratch, long, short),
  });
}
