import { CONTRACT_VERSION, requireAttainable } from '@dof/core';
import type { AttainableDegreesOfFreedom, DofReductionMethod, ParameterLayout } from '@dof/core';
import { adapterReparametrisation } from './adapter-reparametrisation.js';
import { adapterSize, adapterSizes } from './adapter-ranks.js';
import { loraOptions, type LoraOptions } from './lora-options.js';

/**
 * Low-rank adapters (Hu et al. 2022, "LoRA"): every kernel is W = W0 + B C with B of m x r and C of r x n, both trained.
 * d counts coordinates, sum r (m + n); w moves in only sum r (m + n - r) independent directions.
 */
export const lora: DofReductionMethod<LoraOptions> = {
  name: 'lora',
  version: '1',
  contractVersion: CONTRACT_VERSION,
  description: 'low-rank adapters, every kernel W0 + B C: nonlinear in its coordinates',
  options: loraOptions,
  capabilities: { linear: false, nested: true, reachesFullSpace: false },
  attainable,
  async reparametrise({ start, d, key, options, layout }) {
    requireAttainable('lora', attainable(layout, options), d);
    const rank = adapterSize(layout, options, d)?.rank ?? 0;
    return adapterReparametrisation(start.w, layout, rank, key, options);
  },
  jacobianRank: (d, layout, options) => adapterSize(layout, options, d)?.jacobianRank ?? d,
};

function attainable(layout: ParameterLayout, options: LoraOptions): AttainableDegreesOfFreedom {
  return { values: adapterSizes(layout, options).map(({ coordinates }) => coordinates) };
}
