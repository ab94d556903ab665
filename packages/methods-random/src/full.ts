import { CONTRACT_VERSION, requireAttainable, strictObject } from '@dof/core';
import type { DofReductionMethod } from '@dof/core';

/**
 * The full model: all D parameters are trained, w(theta) = w_t + theta, by the same pipeline as any subspace. What a method
 * reaches with d coordinates is measured against it, as in d_int90, the least d that reaches 90 % of its accuracy (Li,
 * Farkhoor, Liu, Yosinski, ICLR 2018).
 */
export const full: DofReductionMethod<object> = {
  name: 'full',
  version: '1',
  contractVersion: CONTRACT_VERSION,
  description: 'all D parameters: the full model that d_int90 refers to',
  options: strictObject({}),
  capabilities: { linear: true, nested: true, reachesFullSpace: true, fullModel: true },
  attainable: ({ dimension }) => ({ values: [dimension] }),
  async reparametrise({ layout, start, d }) {
    const { dimension } = layout;
    requireAttainable('full', { values: [dimension] }, d);
    // The starting point belongs to the caller.
    const from = start.w.slice();
    return {
      degreesOfFreedom: dimension,
      dimension,
      form: { kind: 'all', origin: from },
      initialCoordinates: () => new Float32Array(dimension),
      embed: (theta, w) => {
        for (let i = 0; i < dimension; i++) w[i] = from[i] + theta[i];
      },
      pullback: (_, gradient, out) => out.set(gradient),
      dispose: () => {},
    };
  },
};
