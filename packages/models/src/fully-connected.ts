import type { ModelProvider } from '@dof/core';

/**
 * Two hidden layers of 200 ReLUs, the fully connected network of Li et al. 2018, "Measuring the intrinsic dimension
 * of objective landscapes": D = 199,210 on 28x28x1 with 10 classes.
 */
export const fullyConnected: ModelProvider = {
  name: 'fully-connected',
  version: '1',
  description: 'two hidden dense layers of 200 ReLUs, then a dense layer',
  build: ({ inputShape, classes }) => ({
    name: 'fully-connected',
    inputShape,
    layers: [
      { type: 'flatten' },
      { type: 'dense', units: 200 },
      { type: 'relu' },
      { type: 'dense', units: 200 },
      { type: 'relu' },
      { type: 'dense', units: classes },
    ],
    loss: 'softmax-cross-entropy',
  }),
};
