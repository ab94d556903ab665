import type { ReportInput, RunResult } from '@dof/core';

/** What a test wants to say of a run; the rest is filled in. */
export interface RunTraits {
  readonly d: number;
  readonly seed: number;
  /** Best losses after each epoch, of the training set. Empty: diverged at the start. */
  readonly losses: readonly number[];
  readonly method?: string;
  readonly options?: RunResult['specification']['method']['options'];
  readonly status?: RunResult['status'];
  readonly learningRate?: number;
}

/** A run as an experiment on conv-2 and mnist would have left it. */
export function runResult({
  d,
  seed,
  losses,
  method = 'random',
  options = {},
  status = 'finished',
  learningRate = 0.05,
}: RunTraits): RunResult {
  const history = losses.map((loss, epoch) => ({
    epoch,
    step: 78 * epoch,
    train: { loss, accuracy: 1 / (1 + loss) },
    test: { loss: loss * 1.1, accuracy: 1 / (1 + loss * 1.1) },
  }));
  return {
    hash: `${method}${JSON.stringify(options)}${learningRate === 0.05 ? '' : learningRate}/${d}/${seed}`,
    specification: {
      format: 1,
      model: { name: 'conv-2', inputShape: [28, 28, 1], layers: [{ type: 'flatten' }], loss: 'softmax-cross-entropy' },
      data: {
        name: 'mnist',
        version: '1.0.0',
        options: { train: 10_000 },
        contentHash: 'ab'.repeat(32),
        trainCount: 10_000,
        testCount: 2_000,
      },
      backend: { name: 'simd', version: '1.0.0' },
      method: { name: method, version: '1.0.0', options },
      start: { type: 'init', seed },
      degreesOfFreedom: d,
      seed,
      training: {
        optimizer: { name: 'adam', learningRate, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
        schedule: [],
        batchSize: 128,
        epochs: 2,
      },
      evaluation: { every: 'epoch', batchSize: 500 },
    },
    status,
    dimension: 20_490,
    history,
    ...(history.length > 0 && {
      best: {
        trainLoss: Math.min(...history.map((entry) => entry.train.loss)),
        trainAccuracy: Math.max(...history.map((entry) => entry.train.accuracy)),
        testLoss: Math.min(...history.map((entry) => entry.test.loss)),
        testAccuracy: Math.max(...history.map((entry) => entry.test.accuracy)),
      },
    }),
    ...(status === 'diverged' && { divergedAtStep: 3 }),
    wallTimeSeconds: 5.5,
    finishedAt: '2025-01-01T00:00:00.000Z',
    engineVariant: 'wasm-simd128',
  };
}

/** A report on runs whose training set reaches `losses[i][seed]` at d = degreesOfFreedom[i]. */
export function reportInput(
  degreesOfFreedom: readonly number[],
  losses: readonly (readonly number[])[],
  traits: Partial<RunTraits> = {},
  lossLevels: readonly number[] = [1, 0.5, 0.2, 0.1],
): ReportInput {
  return {
    title: 'quickstart',
    dimension: 20_490,
    results: degreesOfFreedom.flatMap((d, i) =>
      losses[i].map((loss, seed) => runResult({ d, seed, losses: [2.5, (2.5 + loss) / 2, loss], ...traits })),
    ),
    analysis: { lossLevels, delta: 0.5, confidence: 0.95 },
  };
}

/** Four runs per d, as published for conv-2 on mnist by Larsen et al. 2022 (final training losses). */
export const PUBLISHED = {
  degreesOfFreedom: [8, 32, 128, 512, 1024, 2048, 4096],
  losses: [
    [2.25, 2.17, 2.25, 2.21],
    [1.72, 1.71, 1.8, 1.6],
    [0.591, 0.583, 0.634, 0.524],
    [0.191, 0.157, 0.202, 0.175],
    [0.089, 0.086, 0.084, 0.092],
    [0.059, 0.055, 0.057, 0.05],
    [0.046, 0.038, 0.041, 0.048],
  ],
} as const;
