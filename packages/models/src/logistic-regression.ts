import type { ModelProvider } from '@dof/core';

/**
 * Multinomial logistic regression: one dense layer on the pixels. Its loss is convex, so that of all that keeps a
 * training in a subspace from a level only the subspace is left.
 */
export const logisticRegression: ModelProvider = {
  name: 'logistic-regression',
  version: '1',
  description: 'one dense layer on the pixels, whose loss is convex',
  build: ({ inputShape, classes }) => ({
    name: 'logistic-regression',
    inputShape,
    layers: [{ type: 'flatten' }, { type: 'dense', units: classes }],
    loss: 'softmax-cross-entropy',
  }),
};
