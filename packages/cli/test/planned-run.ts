import type { PlannedRun, RunResult } from '@dof/core';

/** A run of some plan. */
export function plannedRun(degreesOfFreedom: number, seed = 0): PlannedRun {
  return {
    hash: `run-${degreesOfFreedom}-${seed}`,
    specification: {
      format: 1,
      model: { name: 'conv-2', inputShape: [28, 28, 1], layers: [], loss: 'softmax-cross-entropy' },
      data: { name: 'mnist', version: '1', options: {}, contentHash: '', trainCount: 60000, testCount: 10000 },
      backend: { name: 'simd', version: '1' },
      method: { name: 'random', version: '1', options: {} },
      start: { type: 'init', seed },
      degreesOfFreedom,
      seed,
      training: {
        optimizer: { name: 'momentum', learningRate: 0.1, momentum: 0.9 },
        schedule: [],
        batchSize: 128,
        epochs: 5,
      },
      evaluation: { every: 'epoch', batchSize: 500 },
    },
  };
}

/** What came of it. */
export function resultOf({ hash, specification }: PlannedRun, overrides: Partial<RunResult> = {}): RunResult {
  return {
    hash,
    specification,
    status: 'finished',
    dimension: 20490,
    history: [],
    best: { trainLoss: 0.25, trainAccuracy: 0.9, testLoss: 0.3, testAccuracy: 0.875 },
    wallTimeSeconds: 10,
    finishedAt: '2024-01-01T00:00:00.000Z',
    engineVariant: 'wasm-simd128',
    ...overrides,
  };
}
