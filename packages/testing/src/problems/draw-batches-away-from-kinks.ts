import { datasetContentHash, splitKey, type Batch, type Dataset, type ModelSpec, type RandomKey } from '@dof/core';
import { referenceKinkMargin } from '../reference/reference-kink-margin.js';
import { standardisedExamples } from '../reference/standardised-examples.js';
import { randomBytes } from './random-bytes.js';

const ATTEMPTS = 1000;

/**
 * What `drawAwayFromKinks` does, for networks with batch normalisation: there the distance to a kink belongs to a batch
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
