import {
  datasetContentHash,
  layerShapes,
  splitKey,
  walkLayers,
  type Batch,
  type DataSplit,
  type Dataset,
  type ModelSpec,
  type RandomKey,
  type SplitName,
} from '@dof/core';
import { referenceKinkMargin } from '../reference/reference-loss-and-gradient.js';
import { standardisedExamples } from '../reference/standardised-examples.js';
import { randomBytes } from './random-arrays.js';

const ATTEMPTS = 1000;

/**
 * The data set with every example that brings the network at w within `margin` of a kink drawn again (uniform bytes),
 * in both splits, until it stays clear. There a float32 engine and the float64 reference are on the same smooth
 * piece, so their gradients may be compared. Labels and standardisation stay as they are. Throws when an example
 * stays near a kink for 1000 draws (then the kink does not depend on the input), and for networks with batch
 * normalisation, which need {@link drawBatchesAwayFromKinks}.
 */
export function drawAwayFromKinks(
  model: ModelSpec,
  w: Float32Array,
  data: Dataset,
  key: RandomKey,
  margin = 1e-4,
): Dataset {
  if (hasBatchNorm(model)) throw new Error('batch normalisation: use drawBatchesAwayFromKinks');
  const point = Float64Array.from(w);
  const length = data.inputShape.reduce((product, size) => product * size, 1);

  const redrawn = (split: SplitName): DataSplit => {
    const { count, labels } = data[split];
    const inputs = data[split].inputs.slice();
    const candidate = { ...data, [split]: { count, labels, inputs } };
    for (let n = 0; n < count; n++) {
      for (let attempt = 0; ; attempt++) {
        const example = standardisedExamples(candidate, split, [n]).inputs;
        if (referenceKinkMargin(model, point, example, 1) >= margin) break;
        if (attempt === ATTEMPTS) throw new Error(`example ${n} of ${split} stays within ${margin} of a kink`);
        const exampleKey = splitKey(splitKey(splitKey(key, split), n), attempt);
        inputs.set(randomBytes(exampleKey, length), n * length);
      }
    }
    return candidate[split];
  };

  const content = { ...data, train: redrawn('train'), test: redrawn('test') };
  return { ...content, contentHash: datasetContentHash(content) };
}

/**
 * What {@link drawAwayFromKinks} does, for networks with batch normalisation: there the distance to a kink belongs to a batch
 * and not to an example, so all inputs are drawn again (uniform bytes) until each of the batches stays clear. Labels
 * and standardisation stay as they are. Throws when 1000 draws do not suffice.
 */
export function drawBatchesAwayFromKinks(
  model: ModelSpec,
  w: Float32Array,
  data: Dataset,
  batches: readonly Batch[],
  key: RandomKey,
  margin = 2e-5,
): Dataset {
  const point = Float64Array.from(w);
  const isClear = (candidate: Dataset): boolean =>
    batches.every(({ split, indices }) => {
      const { inputs } = standardisedExamples(candidate, split, indices);
      return referenceKinkMargin(model, point, inputs, indices.length) >= margin;
    });
  const redrawn = (attempt: number): Dataset => {
    const [train, test] = (['train', 'test'] as const).map((split) => ({
      ...data[split],
      inputs: randomBytes(splitKey(splitKey(key, split), attempt), data[split].inputs.length),
    }));
    return { ...data, train, test };
  };
  let candidate = data;
  for (let attempt = 0; !isClear(candidate); attempt++) {
    if (attempt === ATTEMPTS) throw new Error(`a batch stays within ${margin} of a kink`);
    candidate = redrawn(attempt);
  }
  return { ...candidate, contentHash: datasetContentHash(candidate) };
}

/** Whether values are divided by deviations, which may be small and then magnify rounding. */
export function isNormalised(model: ModelSpec): boolean {
  return hasBatchNorm(model) || walkLayers(layerShapes(model)).some(({ layer }) => layer.type === 'layerNorm');
}

/** Whether the examples of a batch depend on each other. */
export function hasBatchNorm(model: ModelSpec): boolean {
  return walkLayers(layerShapes(model)).some(({ layer }) => layer.type === 'batchNorm');
}
