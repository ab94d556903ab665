import { SimdBackend } from '@dof/backend-simd';
import {
  coordinatesKey,
  createContainer,
  memoryRunStore,
  parseExperiment,
  resolveExperiment,
  runExperiment,
  inProcessExecutor,
  Tokens,
  trainedParameters,
  type Backend,
  type ExperimentInput,
  type RunResult,
} from '@dof/core';
import { register as datasets } from '@dof/datasets';
import { register as lora } from '@dof/methods-lora';
import { register as lotterySubspace } from '@dof/methods-lottery-subspace';
import { register as lotteryTicket } from '@dof/methods-lottery-ticket';
import { register as random } from '@dof/methods-random';
import { ReferenceBackend } from '@dof/testing';
import { describe, expect, it, jest } from '@jest/globals';
import { lastValueFrom } from 'rxjs';

jest.setTimeout(600_000);

const input: ExperimentInput = {
  model: {
    name: 'small',
    inputShape: [6, 6, 1],
    layers: [
      { type: 'conv2d', filters: 3, kernelSize: 3 },
      { type: 'batchNorm' },
      { type: 'relu' },
      { type: 'flatten' },
      { type: 'dense', units: 3 },
    ],
  },
  data: { name: 'synthetic', options: { classes: 3, inputShape: [6, 6, 1], train: 48, test: 12, spread: 20 } },
  degreesOfFreedom: [8],
  seeds: [3],
  start: ['init', { type: 'burn-in', steps: 3, learningRate: 0.05, batchSize: 16 }],
  training: { epochs: 2, batchSize: 16 },
  evaluation: { batchSize: 20 },
};

const projections = ['gaussian', 'rademacher', 'sparse', 'hadamard', 'fastfood'] as const;

const methods: ExperimentInput['methods'] = [
  ...projections.map((projection) => ({ name: 'random', options: { projection } })),
  { name: 'full' },
  { name: 'random-mask' },
  { name: 'lottery-ticket', options: { epochs: 1, batchSize: 16 } },
  { name: 'lora', degreesOfFreedom: [123] },
  { name: 'lottery-subspace', options: { snapshots: 12, every: 1, batchSize: 16 } },
];

async function finished(backend: Backend) {
  const container = createContainer();
  for (const register of [datasets, lora, lotterySubspace, lotteryTicket, random]) await register(container);
  container.registerInstance(Tokens.Backend, backend);
  const origin = { source: 'test', defaultName: 'test', baseDirectory: process.cwd() };
  const experiment = parseExperiment({ ...input, backend: backend.name, methods }, origin);
  const [store, executor] = [memoryRunStore(), inProcessExecutor(container)];
  const last = await lastValueFrom(runExperiment(experiment, { container, store, executor }));
  if (last.type !== 'experiment-finished') throw new TypeError('not finished');
  return { container, store, results: last.results, resolved: await resolveExperiment(experiment, container) };
}

const kindOf = ({ specification: { method, start } }: RunResult): string => `${method.name} ${start.type}`;

describe('trainedParameters', () => {
  it.each<[string, () => Backend]>([
    ['simd', () => new SimdBackend()],
    ['reference', () => new ReferenceBackend()],
  ])('gives every method of engine %s the losses that its run measured, in every bit', async (_, create) => {
    const { container, store, results, resolved } = await finished(create());
    expect(new Set(results.map(kindOf)).size).toBe(12);
    const { model, backend, data } = resolved;
    if (!('layers' in model)) throw new TypeError('a model of layers');
    const objective = await backend.compile(model, data, { batchSize: 16, evaluationBatchSize: 20 });
    for (const result of results) {
      const key = coordinatesKey(result.hash);
      // Beside the store of the experiment, one that has lost starts and preparations.
      const bare = { getPrepared: async (asked: string) => (asked === key ? store.getPrepared(key) : undefined) };
      for (const [source, at] of [
        [store, 'final'],
        [bare, 'final'],
        [bare, 'best'],
      ] as const) {
        // prettier-ignore
        const { w, entry } = await trainedParameters(result, { resolved, container, store: source, at });
        const { train, test } = entry;
        const again = { train: await objective.evaluate(w, 'train'), test: await objective.evaluate(w, 'test') };
        expect({ run: kindOf(result), ...again }).toEqual({ run: kindOf(result), train, test });
        if (at === 'final') expect(entry).toEqual(result.history.at(-1));
        else expect(train.loss).toBe(result.best?.trainLoss);
      }
    }
    objective.dispose();
  });
});
