import { drawHadamard } from '@dof/core';
import type { HadamardProjection, LinearMap, RandomKey } from '@dof/core';
import type { Engine } from '../engine/engine.js';
import { kernelMap } from './kernel-map.js';

const SIGN = 2 ** 31;

/** The transpose of a subsampled randomised Hadamard transform. */
export function hadamardMap({ kernels, memory }: Engine, spec: HadamardProjection, key: RandomKey): LinearMap {
  const { rows, columns } = spec;
  const draw = drawHadamard(spec, key);
  const scale = 1 / Math.sqrt(rows);
  return kernelMap(memory, {
    rows,
    columns,
    what: `a ${rows} x ${columns} Hadamard projection`,
    longFloats: rows,
    shortFloats: columns,
    tables: { rowPlaces: 4 * rows, columnPlaces: 4 * columns, work: 4 * draw.order },
    draw({ rowPlaces, columnPlaces }) {
      memory.words(rowPlaces, rows).set(draw.rows.map((row, i) => (draw.signs[i] < 0 ? row + SIGN : row)));
      memory.words(columnPlaces, columns).set(draw.columns);
      return undefined;
    },
    add: ({ rowPlaces, columnPlaces, work, long, short }) =>
      kernels.applyHadamard(draw.order, rows, columns, rowPlaces, columnPlaces, scale, work, short, long),
    transpose: ({ rowPlaces, columnPlaces, work, long, short }) =>
      kernels.applyHadamardTransposed(draw.order, rows, columns, rowPlaces, columnPlaces, scale, work, long, short),
  });
}
