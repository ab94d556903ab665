import type { ModelSpec } from '../../contracts/model-spec.js';
import type { RandomKey } from '../../contracts/random-key.js';
import { initialiseParameters } from '../../model/initialise-parameters.js';
import { parameterLayout } from '../../model/parameter-layout.js';
import { splitKey } from '../../random/split-key.js';
import { normalArray } from './normal-array.js';

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
