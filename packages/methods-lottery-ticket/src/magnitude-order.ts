import { interleaveLayers } from './interleave-layers.js';
import type { LayerParameters } from './prunable-parameters.js';
import type { TicketOptions } from './ticket-options.js';

/**
 * Parameters by falling magnitude, ties by index: among all (`global`), or in each layer, with the same share of every
 * layer in any beginning of the order (`per-layer`).
 *
 * @param layers the parameters of every layer that are still there
 * @param sizes how many every layer had before any was pruned
 */
export function magnitudeOrder(
  w: Float32Array,
  layers: readonly LayerParameters[],
  sizes: readonly number[],
  scope: TicketOptions['scope'],
): Uint32Array {
  if (scope === 'per-layer') {
    return interleaveLayers(
      layers.map((layer) => byMagnitude(w, layer)),
      sizes,
    );
  }
  const all = new Uint32Array(layers.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const layer of layers) {
    all.set(layer, offset);
    offset += layer.length;
  }
  return byMagnitude(w, all);
}

function byMagnitude(w: Float32Array, parameters: Uint32Array): Uint32Array {
  return parameters.slice().sort((a, b) => Math.abs(w[b]) - Math.abs(w[a]) || a - b);
}
