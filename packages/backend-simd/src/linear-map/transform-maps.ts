import { drawFastfood, drawHadamard } from '@dof/core';
import type { FastfoodProjection, HadamardProjection, RandomKey, SynchronousLinearMap } from '@dof/core';
import type { Engine } from '../engine/engine.js';
import { kernelMap } from './kernel-map.js';

const SIGN = 2 ** 31;

/** The transpose of a subsampled randomised Hadamard transform. */
export function hadamardMap(
  { kernels, memory }: Engine,
  spec: HadamardProjection,
  key: RandomKey,
): SynchronousLinearMap {
  const { rows, columns } = spec;
  const draw = drawHadamard(spec, key);
  const scale = 1 / Math.sqrt(rows);
  return kernelMap(memory, {
    rows,
    columns,
    form: { kind: 'projection', spec, key },
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

/** Fastfood blocks on top of each other. */
export function fastfoodMap(
  { kernels, memory }: Engine,
  spec: FastfoodProjection,
  key: RandomKey,
): SynchronousLinearMap {
  const { rows, columns } = spec;
  const { order, blocks, ...draw } = drawFastfood(spec, key);
  const floats = blocks * order;
  return kernelMap(memory, {
    rows,
    columns,
    form: { kind: 'projection', spec, key },
    what: `a ${rows} x ${columns} Fastfood projection`,
    longFloats: floats,
    shortFloats: order,
    tables: { signs: 4 * floats, places: 4 * floats, gaussian: 4 * floats, scale: 4 * floats, work: 8 * order },
    draw({ signs, places, gaussian, scale }) {
      memory.floats(signs, floats).set(draw.signs);
      memory.words(places, floats).set(draw.permutation);
      memory.floats(gaussian, floats).set(draw.gaussian);
      memory.floats(scale, floats).set(draw.scale);
      return undefined;
    },
    add: ({ signs, places, gaussian, scale, work, long, short }) =>
      kernels.applyFastfood(order, blocks, signs, places, gaussian, scale, work, short, long),
    transpose({ signs, places, gaussian, scale, work, long, short }) {
      kernels.applyFastfoodTransposed(order, blocks, signs, places, gaussian, scale, work, long, short);
      // The next product takes coordinates beyond d for zeros.
      memory.floats(short, order).fill(0, columns);
    },
  });
}
