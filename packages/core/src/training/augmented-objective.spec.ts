import { describe, expect, it } from '@jest/globals';
import type { Dataset } from '../contracts/dataset.js';
import type { ModelSpec } from '../contracts/model-spec.js';
import { keyFromSeed } from '../random/split-key.js';
import { randomDataset, referenceObjective } from '@dof/testing';
import { augmentExamples } from './augment-examples.js';
import { augmentedObjective } from './augmented-objective.js';
import { trainingBatches } from './training-batches.js';

const model: ModelSpec = {
  name: 'linear',
  inputShape: [4, 4, 1],
  layers: [{ type: 'flatten' }, { type: 'dense', units: 3 }],
  loss: 'softmax-cross-entropy',
};
const plain = randomDataset([3, 4], { inputShape: [4, 4, 1], classes: 3, trainCount: 12, testCount: 5 });
const data: Dataset = { ...plain, augmentation: { shift: 1, flip: true } };
const compile = (of: Dataset) => referenceObjective(model, of, { batchSize: 12, evaluationBatchSize: 12 });
const w = compile(plain).initialise(keyFromSeed(1));

async function gradientOf(
  objective: ReturnType<typeof compile>,
  batch: Parameters<typeof objective.lossAndGradient>[1],
) {
  const gradient = new Float32Array(w.length);
  return { loss: await objective.lossAndGradient(w, batch, gradient), gradient: [...gradient] };
}

describe('augmentedObjective', () => {
  const objective = augmentedObjective(compile(data), data);
  const [batch] = trainingBatches([7, 7], 1, 12, 4);

  it('computes training batches on the changed examples', async () => {
    const inputs = plain.train.inputs.slice();
    const changed = augmentExamples(data, batch.indices, batch.augmentationKey ?? [0, 0]);
    batch.indices.forEach((index, n) => inputs.set(changed.subarray(n * 16, (n + 1) * 16), index * 16));
    const expected = await gradientOf(compile({ ...plain, train: { ...plain.train, inputs } }), batch);
    expect(await gradientOf(objective, batch)).toEqual(expected);
    expect(expected).not.toEqual(await gradientOf(compile(plain), batch));
  });

  it('evaluates the examples as they are, and batches without a key', async () => {
    for (const split of ['train', 'test'] as const) {
      expect(await objective.evaluate(w, split)).toEqual(await compile(plain).evaluate(w, split));
    }
    const bare = { split: 'train' as const, indices: batch.indices };
    expect(await gradientOf(objective, bare)).toEqual(await gradientOf(compile(plain), bare));
  });

  it('is the objective itself without augmentation', () => {
    const right = compile(plain);
    expect(augmentedObjective(right, plain)).toBe(right);
  });

  it('draws anew each epoch, in the order of batches without augmentation', () => {
    const [first, second] = [1, 2].map((epoch) => [...trainingBatches([7, 7], epoch, 12, 4)]);
    expect(first).toHaveLength(3);
    expect(new Set(first.map(({ augmentationKey }) => augmentationKey?.join())).size).toBe(1);
    expect(second[0].augmentationKey).not.toEqual(first[0].augmentationKey);
  });
});
