import { describe, expect, it } from '@jest/globals';
import type { ModelSpec } from '../contracts/model-spec.js';
import type { TrainingRecipe } from '../contracts/training-recipe.js';
import { keyFromSeed } from '../random/split-key.js';
import { randomDataset, referenceLossAndGradient, referenceObjective, standardisedExamples } from '@dof/testing';
import { batchesOfEpoch } from './training-batches.js';
import { trainFullSpace, type FullSpaceTraining } from './train-full-space.js';

const model: ModelSpec = {
  name: 'linear',
  inputShape: [3, 3, 1],
  layers: [{ type: 'flatten' }, { type: 'dense', units: 3 }],
  loss: 'softmax-cross-entropy',
};
const data = randomDataset([3, 4], { inputShape: [3, 3, 1], classes: 3, trainCount: 20, testCount: 4 });
const objective = referenceObjective(model, data, { batchSize: 20, evaluationBatchSize: 20 });
const key = keyFromSeed(7);
const recipe: FullSpaceTraining['recipe'] = {
  optimizer: { name: 'momentum', learningRate: 0.3, momentum: 0.5 },
  schedule: [{ step: 2, learningRate: 0.1 }],
  batchSize: 6,
};

async function trained(steps: number, changes: Partial<FullSpaceTraining> = {}): Promise<Float32Array> {
  const w = objective.initialise(keyFromSeed(9));
  const signal = new AbortController().signal;
  await trainFullSpace(w, { objective, recipe, steps, trainCount: 20, key, signal, onStep: () => {}, ...changes });
  return w;
}

describe('trainFullSpace', () => {
  it.each([0, 1, 5])('takes exactly %i steps by the schedule, with the adjusted gradient', async (steps) => {
    const w = Float64Array.from(objective.initialise(keyFromSeed(9)));
    const velocity = new Float64Array(w.length);
    const batches = [1, 2].flatMap((epoch) => [...batchesOfEpoch(key, epoch, 20, 6)]);
    batches.slice(0, steps).forEach((indices, step) => {
      const { inputs, labels } = standardisedExamples(data, 'train', indices);
      const { gradient } = referenceLossAndGradient(model, w, inputs, labels);
      gradient.forEach((value, i) => (velocity[i] = 0.5 * velocity[i] + value + 0.01 * w[i]));
      velocity.forEach((value, i) => (w[i] -= (step < 2 ? 0.3 : 0.1) * value));
    });
    const adjust = (at: Float32Array, gradient: Float32Array): void =>
      at.forEach((value, i) => (gradient[i] += 0.01 * value));
    (await trained(steps, { adjust })).forEach((value, i) => expect(value).toBeCloseTo(w[i], 5));
  });

  it('says after each step how many are done, and pauses there', async () => {
    const seen: number[] = [];
    const onStep = async (done: number): Promise<void> => {
      await new Promise((resume) => setImmediate(resume));
      seen.push(done);
    };
    await trained(4, { onStep });
    expect(seen).toEqual([1, 2, 3, 4]);
  });

  it('refuses batches larger than the training set', async () => {
    const large: Pick<TrainingRecipe, 'batchSize'> = { batchSize: 21 };
    await expect(trained(1, { recipe: { ...recipe, ...large } })).rejects.toMatchObject({ code: 'DOF_BAD_BATCH_SIZE' });
  });

  it('throws when the loss stops being finite', async () => {
    const adjust = (_w: Float32Array, gradient: Float32Array): void => void gradient.fill(NaN);
    const work = trained(9, { adjust });
    await expect(work).rejects.toMatchObject({ code: 'DOF_TRAINING_DIVERGED' });
    await expect(work).rejects.toThrow(/diverged at step 1: use a smaller rate/);
  });

  it('stops with the reason of the signal', async () => {
    const abort = new AbortController();
    const seen: number[] = [];
    const onStep = (done: number): void => {
      seen.push(done);
      abort.abort(new Error('enough'));
    };
    await expect(trained(9, { signal: abort.signal, onStep })).rejects.toThrow('enough');
    expect(seen).toEqual([1]);
  });
});
