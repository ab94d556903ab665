import { strictObject, type LayerSpec, type ModelProvider } from '@dof/core';
import { z } from 'zod';
import { layeredModel } from './layered-model.js';
import { activation, pool2x2, poolKind, size } from './layer-options.js';

const settings = {
  kernelSize: size
    .refine((side) => side % 2 === 1, 'must be odd')
    .default(3)
    .describe('side of the kernels, odd'),
  activation,
  pool: poolKind.default('average').describe('over 2x2 windows'),
};

/** Options of the plain convolutional networks; what is left out has its default. */
export type ConvolutionalOptions = Partial<z.output<ReturnType<typeof optionsWith>>>;

/**
 * The plain convolutional networks of Larsen et al. 2022: [3x3 SAME convolution with bias, ReLU, 2x2 average pool]
 * once per entry of `channels`, then one dense layer to the classes. An odd last row or column is dropped by a pool.
 *
 * @param channels unless the option says otherwise
 */
export function convolutionalNetwork(name: string, channels: readonly number[]): ModelProvider<ConvolutionalOptions> {
  return layeredModel({
    name,
    version: '1',
    description: `[3x3 convolution, ReLU, 2x2 average pool] with ${channels.join(', ')} channels, then a dense layer`,
    options: optionsWith(channels),
    layers: (classes, options) => [
      ...options.channels.flatMap((filters): LayerSpec[] => [
        { type: 'conv2d', filters, kernelSize: options.kernelSize },
        { type: options.activation },
        pool2x2(options.pool),
      ]),
      { type: 'flatten' },
      { type: 'dense', units: classes },
    ],
  });
}

/** Conv-2 of Larsen et al. 2022: D = 20,490 on 28x28x1 with 10 classes, 25,578 on 32x32x3. */
export const conv2 = convolutionalNetwork('conv-2', [16, 32]);

/** Conv-3 of Larsen et al. 2022: D = 61,514 on 28x28x1 with 10 classes, 66,570 on 32x32x3. */
export const conv3 = convolutionalNetwork('conv-3', [32, 64, 64]);

/** Conv-4 of Larsen et al. 2022: D = 130,890 on 28x28x1 with 10 classes, 135,306 on 32x32x3. */
export const conv4 = convolutionalNetwork('conv-4', [32, 64, 64, 128]);

function optionsWith(channels: readonly number[]) {
  return strictObject({
    channels: z
      .array(size)
      .min(1)
      .default([...channels])
      .describe('of each convolution; as many as the network is to have'),
    ...settings,
  });
}
