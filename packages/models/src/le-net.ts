import type { ModelProvider } from '@dof/core';

/**
 * LeNet-5 as in Li et al. 2018, "Measuring the intrinsic dimension of objective landscapes": two 5x5 convolutions
 * without padding, each with ReLU and 2x2 max pool, then dense layers of 120 and 84 ReLUs. D = 44,426 on 28x28x1 with
 * 10 classes, 62,006 on 32x32x3.
 */
export const leNet: ModelProvider = {
  name: 'lenet',
  version: '1',
  description: 'LeNet-5: 5x5 convolutions with 6 and 16 channels, 2x2 max pools, dense layers of 120 and 84 ReLUs',
  build: ({ inputShape, classes }) => ({
    name: 'lenet',
    inputShape,
    layers: [
      { type: 'conv2d', filters: 6, kernelSize: 5, padding: 'valid' },
      { type: 'relu' },
      { type: 'maxPool2d', size: 2 },
      { type: 'conv2d', filters: 16, kernelSize: 5, padding: 'valid' },
      { type: 'relu' },
      { type: 'maxPool2d', size: 2 },
      { type: 'flatten' },
      { type: 'dense', units: 120 },
      { type: 'relu' },
      { type: 'dense', units: 84 },
      { type: 'relu' },
      { type: 'dense', units: classes },
    ],
    loss: 'softmax-cross-entropy',
  }),
};
