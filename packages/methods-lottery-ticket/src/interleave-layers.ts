import type { LayerParameters } from './prunable-parameters.js';

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
