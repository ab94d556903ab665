import type { LinearMap, RademacherProjection, RandomKey } from '@dof/core';
import type { Engine } from '../engine/engine.js';
import { kernelMap } from './kernel-map.js';

/** Columns whose signs of one row share a byte. */
const GROUP = 8;

/** Independent signs over sqrt(D), one bit each. */
export function rademacherMap(
  { kernels, memory }: Engine,
  { rows, columns }: RademacherProjection,
  [key0, key1]: RandomKey,
): LinearMap {
  const padded = kernels.signColumns(columns);
  return kernelMap(memory, {
    rows,
    columns,
    what: `a ${rows} x ${columns} projection of signs`,
    longFloats: rows,
    shortFloats: padded,
    tables: { signs: (padded / GROUP) * kernels.signGroupBytes(rows) },
    draw({ signs }) {
      for (let group = 0; group < padded / GROUP; group++) kernels.drawSignGroup(signs, rows, group, key0, key1);
      return new Float32Array(columns).fill(1 / Math.sqrt(rows));
    },
    add: ({ signs, long, short }) => kernels.applySigns(signs, rows, columns, short, long),
    transpose({ signs, long, short }) {
      kernels.applySignsTransposed(signs, rows, columns, long, short);
      // The next product takes coordinates beyond d for zeros.
      memory.floats(short, padded).fill(0, columns);
    },
  });
}
