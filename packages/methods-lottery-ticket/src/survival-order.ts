import { randomOrder, splitKey } from '@dof/core';
import type { ParameterLayout, RandomKey } from '@dof/core';
import { prunableParameters, type LayerParameters } from './prunable-parameters.js';
import type { RandomMaskOptions, TicketOptions } from './ticket-options.js';

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

/**
 * One order of all parameters from one order in every layer, such that any beginning of it holds the same share of every
 * layer: the parameter at rank r of a layer of n comes at (r + 1/2) / n (the divisor method of Sainte-Lague and Webster,
 * which never takes a seat back, so the masks of all d are nested).
 *
 * @param ranked the parameters of every layer, the most important first; may be a layer's survivors only
 * @param sizes n of every layer
 */
export function interleaveLayers(ranked: readonly LayerParameters[], sizes: readonly number[]): Uint32Array {
  const places = ranked.flatMap((layer, l) =>
    Array.from(layer, (parameter, rank) => ({ parameter, l, at: (rank + 0.5) / sizes[l] })),
  );
  places.sort((a, b) => a.at - b.at || a.l - b.l);
  return Uint32Array.from(places, ({ parameter }) => parameter);
}
