import { initialiseParameters, parameterLayout, splitKey, type ModelSpec, type RandomKey } from '@dof/core';
import { normalArray } from './random-arrays.js';

/**
 * A generic point w: initialised kernels, and biases and scales moved by 0.1 N(0, 1), so that no pre-activation is
 * exactly 0 for want of a bias.
 */
export function randomParameters(model: ModelSpec, key: RandomKey): Float32Array {
  const layout = parameterLayout(model);
  const w = initialiseParameters(layout, splitKey(key, 'kernels'));
  layout.segments.forEach(({ kind, offset, length }, index) => {
    if (kind === 'kernel') return;
    normalArray(splitKey(key, 'offsets'), index, length).forEach((value, i) => (w[offset + i] += 0.1 * value));
  });
  return w;
}
