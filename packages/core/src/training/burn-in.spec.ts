import { describe, expect, it } from '@jest/globals';
import { parameterLayout } from '../model/parameter-layout.js';
import { keyFromSeed, splitKey } from '../random/split-key.js';
import { randomDataset, referenceLossAndGradient, referenceObjective, standardisedExamples } from '@dof/testing';
import type { ModelSpec } from '../contracts/model-spec.js';
import { batchesOfEpoch } from './training-batches.js';
import { burnIn } from './burn-in.js';

const model: ModelSpec = {
  name: 'linear',
  inputShape: [3, 3, 1],
  layers: [{ type: 'flatten' }, { type: 'dense', units: 3 }],
  loss: 'softmax-cross-entropy',
};
const data = randomDataset([3, 4], { inputShape: [3, 3, 1], classes: 3, trainCount: 20, testCount: 4 });
const objective = referenceObjective(model, data, { batchSize: 6, evaluationBatchSize: 20 });
const key = splitKey(keyFromSeed(1), 'burn-in');

async function burntIn(steps: number): Promise<Float32Array> {
  const w = objective.initialise(keyFromSeed(9));
  const recipe = { steps, learningRate: 0.3, momentum: 0.9, batchSize: 6 };
  const signal = new AbortController().signal;
  await burnIn(w, { objective, recipe, trainCount: 20, key, signal, onStep: () => {} });
  return w;
}

describe('burnIn', () => {
  it.each([0, 1, 3, 4, 11])('takes exactly %i steps of heavy-ball momentum over whole batches', async (steps) => {
    const w = Float64Array.from(objective.initialise(keyFromSeed(9)));
    const velocity = new Float64Array(parameterLayout(model).dimension);
    // Three whole batches of 6 in each epoch of 20 examples.
    const batches = [1, 2, 3, 4].flatMap((epoch) => [...batchesOfEpoch(key, epoch, 20, 6)]);
    for (const indices of batches.slice(0, steps)) {
      const { inputs, labels } = standardisedExamples(data, 'train', indices);
      const { gradient } = referenceLossAndGradient(model, w, inputs, labels);
      velocity.forEach((value, i) => (velocity[i] = 0.9 * value + gradient[i]));
      velocity.forEach((value, i) => (w[i] -= 0.3 * value));
    }
    (await burntIn(steps)).forEach((value, i) => expect(value).toBeCloseTo(w[i], 5));
  });

  it('stops at once when aborted', async () => {
    const w = objective.initialise(keyFromSeed(9));
    const abort = new AbortController();
    const recipe = { steps: 1000, learningRate: 0.1, momentum: 0.9, batchSize: 6 };
    let steps = 0;
    const onStep = (): void => {
      if (++steps === 2) abort.abort(new Error('enough'));
    };
    const work = burnIn(w, { objective, recipe, trainCount: 20, key, signal: abort.signal, onStep });
    await expect(work).rejects.toThrow('enough');
    expect(steps).toBe(2);
  });
});
