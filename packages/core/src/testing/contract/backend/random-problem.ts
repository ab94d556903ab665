import type { CompileOptions } from '../../../contracts/backend.js';
import type { Dataset } from '../../../contracts/dataset.js';
import type { ModelSpec } from '../../../contracts/model-spec.js';
import { layerShapes } from '../../../model/layer-shapes.js';
import { drawAwayFromKinks } from '../../data/draw-away-from-kinks.js';
import { randomDataset } from '../../data/random-dataset.js';
import { randomParameters } from '../../data/random-parameters.js';

/** A network with a point w, and examples that are clear of the kinks there. */
export interface RandomProblem {
  readonly model: ModelSpec;
  readonly data: Dataset;
  readonly w: Float32Array;
}

/** Evaluation steps that do not divide the 7 training examples, and exceed the 3 test examples. */
export const COMPILE_OPTIONS: CompileOptions = { batchSize: 5, evaluationBatchSize: 4 };

/** Data and parameters for a network, drawn from a seed. */
export function randomProblem(model: ModelSpec, seed: number): RandomProblem {
  const classes = layerShapes(model).at(-1)?.output.channels ?? 0;
  const shape = { inputShape: model.inputShape, classes, trainCount: 7, testCount: 3 };
  const w = randomParameters(model, [seed, 1]);
  return { model, w, data: drawAwayFromKinks(model, w, randomDataset([seed, 0], shape), [seed, 2]) };
}

/** Batches that an engine must take: full, smaller, out of order, with an example twice, and of the test split. */
export const BATCHES = [
  { split: 'train', indices: Uint32Array.of(6, 1, 3, 0, 2) },
  { split: 'train', indices: Uint32Array.of(4) },
  { split: 'train', indices: Uint32Array.of(5, 5, 1) },
  { split: 'test', indices: Uint32Array.of(2, 0) },
] as const;
