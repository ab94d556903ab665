import { appendFileSync } from 'node:fs';
import {
  CONTRACT_VERSION,
  DofError,
  Tokens,
  type DatasetProvider,
  type DofReductionMethod,
  type OptionsSchema,
} from '@dof/core';
import type { DependencyContainer } from 'tsyringe';
import { randomDataset } from '../problems/random-dataset.js';
import { ReferenceBackend } from '../reference/reference-backend.js';

/** How a task of the executor contract behaves. */
export interface TrialOptions {
  /** Milliseconds of the processor that each step takes more. */
  readonly slow: number;
  /** What goes wrong. */
  readonly failure: 'none' | 'mistake' | 'bug';
  /** A file that each step adds one byte to; empty: none. */
  readonly trace: string;
}

export const MISTAKE = new DofError('DOF_BAD_DIMENSION', 'this cannot be done as asked');
export const BUG = 'this is a bug';

const anyOptions: OptionsSchema<unknown> = {
  '~standard': { version: 1, vendor: 'contract', validate: (value) => ({ value }) },
};

/** A few random images. */
export const trialData: DatasetProvider = {
  name: 'contract-noise',
  version: '1',
  description: 'random bytes',
  options: anyOptions,
  load: async () => randomDataset([1, 2], { inputShape: [4, 4, 1], classes: 3, trainCount: 24, testCount: 6 }),
  locate: async () => ({ found: true, detail: 'made up' }),
};

/** Trains the first d parameters, moved by what was prepared. */
export const trialMethod: DofReductionMethod<TrialOptions> = {
  name: 'contract-first',
  version: '1',
  contractVersion: CONTRACT_VERSION,
  description: 'the first d parameters',
  options: anyOptions as OptionsSchema<TrialOptions>,
  capabilities: { linear: true, nested: true, reachesFullSpace: true },
  attainable: (layout) => ({ minimum: 1, maximum: layout.dimension }),
  async prepare({ objective, requested, start, emit }) {
    const gradient = new Float32Array(objective.dimension);
    await objective.lossAndGradient(start.w, { split: 'train', indices: Uint32Array.of(0, 1, 2) }, gradient);
    await emit(1);
    return { meta: { requested: [...requested] }, arrays: { gradient, order: Uint32Array.of(2, 1) } };
  },
  async reparametrise({ start, d, layout, prepared, options: { slow, failure, trace } }) {
    if (failure === 'mistake') throw MISTAKE;
    if (failure === 'bug') throw new TypeError(BUG);
    const shift = prepared?.arrays['gradient'];
    return {
      degreesOfFreedom: d,
      dimension: layout.dimension,
      initialCoordinates: () => new Float32Array(d),
      embed(theta, w) {
        w.set(start.w);
        for (let i = 0; i < d; i++) w[i] += theta[i] + (shift?.[i] ?? 0);
      },
      pullback(_theta, gradient, out) {
        compute(slow);
        if (trace !== '') appendFileSync(trace, '.');
        out.set(gradient.subarray(0, d));
      },
      dispose: () => undefined,
    };
  },
};

/** Keeps the processor busy without giving way, as a step of a large network does. */
function compute(milliseconds: number): void {
  const until = performance.now() + milliseconds;
  while (performance.now() < until);
}

/**
 * Registers what the tasks of the executor contract need. An executor that leaves the process needs a module that
 * exports it as `register`.
 */
export function registerContractPlugins(container: DependencyContainer): void {
  container.registerInstance(Tokens.DatasetProvider, trialData);
  container.registerInstance(Tokens.DofReductionMethod, trialMethod);
  container.registerInstance(Tokens.Backend, new ReferenceBackend());
}
