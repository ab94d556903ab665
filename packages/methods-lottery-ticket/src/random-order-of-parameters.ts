import { randomOrder, splitKey } from '@dof/core';
import type { ParameterLayout, RandomKey } from '@dof/core';
import { interleaveLayers } from './interleave-layers.js';
import { prunableParameters, type LayerParameters } from './prunable-parameters.js';
import type { RandomMaskOptions } from './random-mask-options.js';

/**
 * A random order of survival: the mask at d keeps the first d, so that the masks of one key are nested.
 *
 * @param ticketOrder of the ticket whose counts per layer every beginning of the order shall have
 */
export function randomOrderOfParameters(
  key: RandomKey,
  layout: ParameterLayout,
  { counts, biases }: RandomMaskOptions,
  ticketOrder: Uint32Array | undefined,
): Uint32Array {
  const { kept, layers } = prunableParameters(layout, biases);
  const shuffled = layers.map((layer, l) => shuffle(splitKey(key, l), layer));
  const sizes = layers.map(({ length }) => length);
  if (ticketOrder !== undefined) return inPlaceOf(ticketOrder, layers, shuffled, layout.dimension);
  const order =
    counts === 'proportional'
      ? interleaveLayers(shuffled, sizes)
      : shuffle(key, Uint32Array.from(layers.flatMap((layer) => [...layer])));
  return Uint32Array.from([...kept, ...order]);
}

function shuffle(key: RandomKey, parameters: LayerParameters): LayerParameters {
  return randomOrder(key, parameters.length).map((at) => parameters[at]);
}

/** The order with every parameter replaced by the next random one of its own layer; others stay. */
function inPlaceOf(
  order: Uint32Array,
  layers: readonly LayerParameters[],
  shuffled: readonly LayerParameters[],
  dimension: number,
): Uint32Array {
  const layerOf = new Int32Array(dimension).fill(-1);
  layers.forEach((layer, l) => layer.forEach((parameter) => (layerOf[parameter] = l)));
  const used = new Uint32Array(layers.length);
  return order.map((parameter) => {
    const l = layerOf[parameter];
    return l < 0 ? parameter : shuffled[l][used[l]++];
  });
}
