import type { LayerSpec, ModelProvider } from '@dof/core';

/**
 * The plain convolutional networks of Larsen et al. 2022: [3x3 SAME convolution with bias, ReLU, 2x2 average pool]
 * once per entry of `channels`, then one dense layer to the classes. An odd last row or column is dropped by a pool.
 */
export function convolutionalNetwork(name: string, channels: readonly number[]): ModelProvider {
  return {
    name,
    version: '1',
    description: `[3x3 convolution, ReLU, 2x2 average pool] with ${channels.join(', ')} channels, then a dense layer`,
    build: ({ inputShape, classes }) => ({
      name,
      inputShape,
      layers: [
        ...channels.flatMap((filters): LayerSpec[] => [
          { type: 'conv2d', filters, kernelSize: 3 },
          { type: 'relu' },
          { type: 'averagePool2d', size: 2 },
        ]),
        { type: 'flatten' },
        { type: 'dense', units: classes },
      ],
      loss: 'softmax-cross-entropy',
    }),
  };
}
