import { affineReparametrisation, CONTRACT_VERSION, DofError, strictObject } from '@dof/core';
import type {
  AttainableDegreesOfFreedom,
  DofReductionMethod,
  ParameterLayout,
  PrepareContext,
  Prepared,
  Reparametrisation,
  ReparametriseContext,
} from '@dof/core';
import { z } from 'zod';

const GRADIENTS = 4;

/** Refuses a d that is not in the set. */
export function requireAttainable(d: number, set: AttainableDegreesOfFreedom): void {
  const inside = 'values' in set ? set.values.includes(d) : Number.isInteger(d) && d >= set.minimum && d <= set.maximum;
  if (!inside) throw new DofError('DOF_BAD_DIMENSION', `d = ${d} is not one of ${JSON.stringify(set)}`);
}

export const stepOptions = strictObject({ step: z.number().positive().default(0.1) });

export type StepOptions = z.output<typeof stepOptions>;

/** A random subspace through a point one gradient step away from the start: linear, with a preparation. */
export const shifted: DofReductionMethod<StepOptions> = {
  name: 'shifted',
  version: '1',
  contractVersion: CONTRACT_VERSION,
  description: 'a random subspace one step down the gradient',
  options: stepOptions,
  capabilities: { linear: true, nested: true, reachesFullSpace: true },
  attainable: ({ dimension }: ParameterLayout) => ({ minimum: 1, maximum: dimension }),
  async prepare({ objective, start, signal, emit }: PrepareContext<StepOptions>): Promise<Prepared> {
    const [sum, gradient] = [new Float32Array(objective.dimension), new Float32Array(objective.dimension)];
    for (let n = 0; n < GRADIENTS; n++) {
      signal.throwIfAborted();
      await objective.lossAndGradient(start.w, { split: 'train', indices: Uint32Array.of(n) }, gradient);
      gradient.forEach((value, i) => (sum[i] += value / GRADIENTS));
      await emit((n + 1) / GRADIENTS);
    }
    signal.throwIfAborted();
    return { meta: { gradients: GRADIENTS }, arrays: { gradient: sum } };
  },
  async reparametrise({ prepared, start, d, key, options, backend, layout }) {
    requireAttainable(d, { minimum: 1, maximum: layout.dimension });
    const gradient = prepared?.arrays['gradient'] ?? new Float32Array(layout.dimension);
    const origin = start.w.map((value, i) => value - options.step * gradient[i]);
    return affineReparametrisation(
      origin,
      await backend.linearMap({ kind: 'gaussian', rows: layout.dimension, columns: d }, key),
    );
  },
};

/** Products of pairs of coordinates along random directions, w = w_t + sum_k theta_2k theta_2k+1 a_k: rank d / 2. */
export const products: DofReductionMethod<StepOptions> = {
  ...shifted,
  name: 'products',
  prepare: undefined,
  capabilities: { linear: false, nested: true, reachesFullSpace: false },
  attainable: () => ({ values: [2, 4, 6, 10] }),
  jacobianRank: (d) => d / 2,
  async reparametrise({ start, d, key, backend, layout }: ReparametriseContext<StepOptions>) {
    requireAttainable(d, { values: [2, 4, 6, 10] });
    const { dimension: rows } = layout;
    const map = await backend.linearMap({ kind: 'gaussian', rows, columns: d / 2 }, key);
    return productsOf(start.w.slice(), map, d);
  },
};

function productsOf(
  origin: Float32Array,
  map: Awaited<ReturnType<ReparametriseContext<unknown>['backend']['linearMap']>>,
  d: number,
): Reparametrisation {
  const pairs = (theta: Float32Array): Float32Array =>
    Float32Array.from({ length: d / 2 }, (_, k) => theta[2 * k] * theta[2 * k + 1]);
  const pulled = new Float32Array(d / 2);
  return {
    degreesOfFreedom: d,
    dimension: map.rows,
    initialCoordinates: () => new Float32Array(d).fill(1),
    embed: (theta, w) => map.apply(pairs(theta), origin, w),
    pullback: async (theta, gradient, out) => {
      await map.applyTranspose(gradient, pulled);
      for (let j = 0; j < d; j++) out[j] = pulled[j >> 1] * theta[j ^ 1];
    },
    dispose: () => map.dispose(),
  };
}
