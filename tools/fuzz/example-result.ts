import type { RunResult } from '@dof/core';

/** A finished run as a store keeps it. */
export function exampleResult(hash: string): RunResult {
  return {
    hash,
    specification: {
      format: 1,
      model: { name: 'linear', inputShape: [4, 4, 1], layers: [{ type: 'flatten' }], loss: 'softmax-cross-entropy' },
      data: { name: 'synthetic', version: '1', options: {}, contentHash: 'abc', trainCount: 96, testCount: 30 },
      backend: { name: 'simd', version: '1' },
      method: { name: 'random', version: '1', options: {} },
      start: { type: 'init', seed: 0 },
      degreesOfFreedom: 2,
      seed: 0,
      training: {
        optimizer: { name: 'momentum', learningRate: 0.1, momentum: 0.9 },
        schedule: [],
        batchSize: 16,
        epochs: 1,
      },
      evaluation: { every: 'epoch', batchSize: 500 },
    },
    status: 'finished',
    dimension: 48,
    history: [{ epoch: 0, step: 0, train: { loss: 1.5, accuracy: 0.2 }, test: { loss: 1.5, accuracy: 0.2 } }],
    best: { trainLoss: 1.5, trainAccuracy: 0.2, testLoss: 1.5, testAccuracy: 0.2 },
    wallTimeSeconds: 1,
    finishedAt: '2026-01-02T03:04:05.678Z',
    engineVariant: 'wasm',
  };
}
