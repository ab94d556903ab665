import { describe, expect, it } from '@jest/globals';
import type { ModelSpec } from '../contracts/model-spec.js';
import { requireFittingData } from './require-fitting-data.js';

const data = { name: 'letters', inputShape: [4, 3, 2] as const, classes: 5 };
const model: ModelSpec = {
  name: 'small',
  inputShape: [4, 3, 2],
  layers: [{ type: 'flatten' }, { type: 'dense', units: 5 }],
  loss: 'softmax-cross-entropy',
};

describe('requireFittingData', () => {
  it('accepts a model that fits', () => {
    expect(() => requireFittingData(model, data)).not.toThrow();
    expect(() => requireFittingData({ ...model, labelSmoothing: 0.1 }, data)).not.toThrow();
  });

  it.each<[string, Partial<ModelSpec>, RegExp]>([
    ['another input', { inputShape: [3, 4, 2] }, /small: its input is 3 x 4 x 2, .* letters are 4 x 3 x 2/],
    ['another number of logits', { layers: [{ type: 'flatten' }, { type: 'dense', units: 4 }] }, /5 units/],
    ['an image as output', { layers: [{ type: 'conv2d', filters: 5, kernelSize: 1 }] }, /ends in 4 x 3 x 5/],
    ['smoothed labels of another loss', { labelSmoothing: 0.1, loss: 'mean-squared-error' }, /leave out one/],
    ['no layers', { layers: [] }, /ends in no layer/],
    ['layers that do not fit each other', { layers: [{ type: 'dense', units: 5 }] }, /dense1/],
  ])('refuses %s', (_what, change, message) => {
    const refuse = (): void => requireFittingData({ ...model, ...change }, data);
    expect(refuse).toThrow(expect.objectContaining({ code: 'DOF_MODEL_SHAPE' }));
    expect(refuse).toThrow(message);
  });
});
