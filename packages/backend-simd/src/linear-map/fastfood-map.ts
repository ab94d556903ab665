import { drawFastfood } from '@dof/core';
import type { FastfoodProjection, LinearMap, RandomKey } from '@dof/core';
import type { Engine } from '../engine/engine.js';
import { kernelMap } from './kernel-map.js';

/** Fastfood blocks on top of each other. */
export function fastfoodMap({ kernels, memory }: Engine, spec: FastfoodProjection, key: RandomKey): LinearMap {
  const { rows, columns } = spec;
  const { order, blocks, ...draw } = drawFastfood(spec, key);
  const floats = blocks * order;
  return kernelMap(memory, {
    rows,
    columns,
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
