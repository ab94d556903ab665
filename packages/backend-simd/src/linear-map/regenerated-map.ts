import type { RandomKey, RegeneratedGaussianProjection, SynchronousLinearMap } from '@dof/core';
import type { Engine } from '../engine/engine.js';
import { staysInCache } from './column-groups.js';
import { kernelMap } from './kernel-map.js';

/** The matrix of `gaussianMap`, drawn again in every product; only its columns' factors are kept. */
export function regeneratedGaussianMap(
  { kernels, memory }: Engine,
  spec: RegeneratedGaussianProjection,
  key: RandomKey,
): SynchronousLinearMap {
  const { rows, columns } = spec;
  const [key0, key1] = key;
  const group = kernels.groupColumns();
  const groupBytes = 4 * kernels.matrixFloats(rows, group);
  // A group for both products is drawn once in place of twice, but must be kept meanwhile.
  const keepsGroup = staysInCache(groupBytes);
  return kernelMap(memory, {
    rows,
    columns,
    form: { kind: 'projection', spec, key },
    what: `a regenerated ${rows} x ${columns} projection`,
    longFloats: kernels.longFloats(rows),
    shortFloats: kernels.shortFloats(columns),
    tables: { factors: 4 * columns, scratch: keepsGroup ? groupBytes : 4 * kernels.regeneratedFloats(rows) },
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
    groups: keepsGroup
      ? {
          columns: group,
          transpose({ factors, scratch, long, short }, from, to) {
            kernels.drawRegeneratedGroup(rows, columns, from, key0, key1, factors, scratch);
            kernels.applyMatrixTransposed(scratch, rows, to - from, long, short + 4 * from);
          },
          add: ({ scratch, long, short }, from, to) =>
            kernels.applyMatrix(scratch, rows, to - from, short + 4 * from, long),
        }
      : undefined,
  });
}
