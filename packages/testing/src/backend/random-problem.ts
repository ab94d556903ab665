import { layerShapes, type Batch, type CompileOptions, type Dataset, type ModelSpec } from '@dof/core';
import { drawAwayFromKinks, drawBatchesAwayFromKinks, hasBatchNorm } from '../problems/draw-away-from-kinks.js';
import { randomDataset } from '../problems/random-dataset.js';
import { randomParameters } from '../problems/random-parameters.js';

/** A network with a point w, and examples that are clear of the kinks there. */
export interface RandomProblem {
  readonly model: ModelSpec;
  readonly data: Dataset;
  readonly w: Float32Array;
}

/** Evaluation steps that do not divide the 7 training examples, and exceed the 3 test examples. */
export const COMPILE_OPTIONS: CompileOptions = { batchSize: 5, evaluationBatchSize: 4 };

/** Batches that an engine must take: full, smaller, out of order, with an example twice, and of the test split. */
export const BATCHES = [
  { split: 'train', indices: Uint32Array.of(6, 1, 3, 0, 2) },
  { split: 'train', indices: Uint32Array.of(4) },
  { split: 'train', indices: Uint32Array.of(5, 5, 1) },
  { split: 'test', indices: Uint32Array.of(2, 0) },
] as const;

/** For {@link batchNormProblem}: batches of that size are a full one for the engine. */
export const BATCH_NORM_OPTIONS: CompileOptions = { batchSize: 12, evaluationBatchSize: 12 };

/** Batches of {@link batchNormProblem}, large enough that vectors too have statistics worth the name. */
export const BATCH_NORM_BATCHES: readonly Batch[] = [
  { split: 'train', indices: Uint32Array.of(11, 2, 13, 5, 0, 7, 1, 9, 3, 15, 4, 8) },
  { split: 'train', indices: Uint32Array.of(14, 6, 10, 12, 3, 8, 1, 2) },
];

/**
 * Data and parameters for a network, drawn from a seed. Examples are clear of the kinks one by one, which says nothing
 * about a network with batch normalisation: compare gradients at a {@link batchNormProblem} there.
 */
export function randomProblem(model: ModelSpec, seed: number): RandomProblem {
  const { w, data } = draw(model, seed, 7);
  return { model, w, data: hasBatchNorm(model) ? data : drawAwayFromKinks(model, w, data, [seed, 2]) };
}

/** Data and parameters for a network with batch normalisation, clear of the kinks for {@link BATCH_NORM_BATCHES}. */
export function batchNormProblem(model: ModelSpec, seed: number): RandomProblem {
  const { w, data } = draw(model, seed, 16);
  return { model, w, data: drawBatchesAwayFromKinks(model, w, data, BATCH_NORM_BATCHES, [seed, 2]) };
}

function draw(model: ModelSpec, seed: number, trainCount: number): RandomProblem {
  const classes = layerShapes(model).at(-1)?.output.channels ?? 0;
  const shape = { inputShape: model.inputShape, classes, trainCount, testCount: 3 };
  return { model, w: randomParameters(model, [seed, 1]), data: randomDataset([seed, 0], shape) };
}
