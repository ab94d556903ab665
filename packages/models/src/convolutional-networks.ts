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

/** Conv-2 of Larsen et al. 2022: D = 20,490 on 28x28x1 with 10 classes, 25,578 on 32x32x3. */
export const conv2 = convolutionalNetwork('conv-2', [16, 32]);

/** Conv-3 of Larsen et al. 2022: D = 61,514 on 28x28x1 with 10 classes, 66,570 on 32x32x3. */
export const conv3 = convolutionalNetwork('conv-3', [32, 64, 64]);

/** Conv-4 of Larsen et al. 2022: D = 130,890 on 28x28x1 with 10 classes, 135,306 on 32x32x3. */
export const conv4 = convolutionalNetwork('conv-4', [32, 64, 64, 128]);
