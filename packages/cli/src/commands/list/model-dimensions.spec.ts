import { describe, expect, it } from '@jest/globals';
import type { ModelProvider } from '@dof/core';
import { modelDimensions } from './model-dimensions.js';

/** The mean of windows of a size over the image, then a dense layer. */
const pooled = (size: number): ModelProvider => ({
  name: 'pooled',
  version: '1',
  description: '',
  build: ({ inputShape, classes }) => ({
    name: 'pooled',
    inputShape,
    layers: [{ type: 'averagePool2d', size }, { type: 'flatten' }, { type: 'dense', units: classes }],
    loss: 'softmax-cross-entropy',
  }),
});

describe('modelDimensions', () => {
  it('counts the parameters on MNIST and CIFAR-10', () => {
    expect(modelDimensions(pooled(2))).toEqual({ MNIST: 14 * 14 * 10 + 10, 'CIFAR-10': 16 * 16 * 3 * 10 + 10 });
  });

  it('leaves out data that the model is not for', () => {
    expect(modelDimensions(pooled(30))).toEqual({ 'CIFAR-10': 40 });
  });
});
