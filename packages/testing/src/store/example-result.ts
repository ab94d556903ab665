import type { HistoryEntry, RunResult } from '@dof/core';

/** A plausible result of a run; `hash` and whatever else matters is given. */
export function exampleResult(
  overrides: Partial<RunResult> & { readonly d?: number; readonly seed?: number } = {},
): RunResult {
  const { d = 64, seed = 1, ...rest } = overrides;
  const history: HistoryEntry[] = [
    { epoch: 0, step: 0, train: { loss: 2.3125, accuracy: 0.1 }, test: { loss: 2.31, accuracy: 0.11 } },
    { epoch: 1, step: 468, train: { loss: 0.1 + 0.2, accuracy: 0.91 }, test: { loss: 1 / 3, accuracy: 0.9 } },
  ];
  return {
    hash: `hash-${d}-${seed}`,
    specification: {
      format: 1,
      model: { name: 'conv-2', inputShape: [28, 28, 1], layers: [{ type: 'flatten' }], loss: 'softmax-cross-entropy' },
      data: {
        name: 'mnist',
        version: '1',
        options: { share: 0.5 },
        contentHash: 'abc',
        trainCount: 60000,
        testCount: 10000,
      },
      backend: { name: 'simd', version: '1' },
      method: { name: 'random', version: '1', options: { projection: 'gaussian' } },
      start: { type: 'init', seed: 7 },
      degreesOfFreedom: d,
      seed,
      training: {
        optimizer: { name: 'adam', learningRate: 0.05, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
        schedule: [],
        batchSize: 128,
        epochs: 1,
      },
      evaluation: { every: 'epoch', batchSize: 1000 },
    },
    status: 'finished',
    dimension: 20490,
    history,
    best: { trainLoss: 0.1 + 0.2, trainAccuracy: 0.91, testLoss: 1 / 3, testAccuracy: 0.9 },
    wallTimeSeconds: 12.25,
    finishedAt: '2024-01-02T03:04:05.678Z',
    engineVariant: 'wasm-simd128',
    ...rest,
  };
}
