import { splitKey } from '@dof/core';
import type { ParameterLayout, RandomKey, Reparametrisation } from '@dof/core';
import { rankOf } from './adapter-ranks.js';
import { Adapter } from './adapter.js';
import { kernelMatrices, otherParameters } from './kernel-matrices.js';
import type { LoraOptions } from './lora-options.js';

/**
 * w(theta) with an adapter of this rank on every kernel. Coordinates: the adapters in layer order, then what biases add
 * to their start where they are trained.
 *
 * @param origin length D; copied
 */
export function adapterReparametrisation(
  origin: Float32Array,
  layout: ParameterLayout,
  rank: number,
  key: RandomKey,
  { biases, scale }: LoraOptions,
): Reparametrisation {
  const start = origin.slice();
  const adapters: { adapter: Adapter; from: number; to: number }[] = [];
  let coordinates = 0;
  for (const matrix of kernelMatrices(layout)) {
    const adapter = new Adapter(matrix, rankOf(matrix, rank), scale);
    adapters.push({ adapter, from: coordinates, to: coordinates + adapter.coordinates });
    coordinates += adapter.coordinates;
  }
  const direct = biases === 'train' ? otherParameters(layout) : new Uint32Array(0);
  const firstDirect = coordinates;
  return {
    degreesOfFreedom: coordinates + direct.length,
    dimension: layout.dimension,
    form: { kind: 'adapters', origin: start, adapters: adapters.map(({ adapter }) => adapter.form), direct },
    initialCoordinates: () => {
      const theta = new Float32Array(coordinates + direct.length);
      adapters.forEach(({ adapter, from, to }, l) => adapter.initialise(theta.subarray(from, to), splitKey(key, l)));
      return theta;
    },
    embed: (theta, w) => {
      w.set(start);
      for (const { adapter, from, to } of adapters) adapter.add(theta.subarray(from, to), w);
      for (let j = 0; j < direct.length; j++) w[direct[j]] += theta[firstDirect + j];
    },
    pullback: (theta, gradient, out) => {
      for (const { adapter, from, to } of adapters) {
        adapter.pullback(theta.subarray(from, to), gradient, out.subarray(from, to));
      }
      for (let j = 0; j < direct.length; j++) out[firstDirect + j] = gradient[direct[j]];
    },
    dispose: () => undefined,
  };
}
