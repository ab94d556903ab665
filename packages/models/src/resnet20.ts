import { strictObject, type ActivationName, type LayerSpec } from '@dof/core';
import { z } from 'zod';
import { layeredModel } from './layered-model.js';
import { activation, size } from './layer-options.js';

/** A block has two convolutions, and there are three stages; the first convolution and the dense layer are the other two. */
const LAYERS_PER_BLOCK_OF_EACH_STAGE = 6;
const OTHER_LAYERS = 2;

/**
 * ResNet-20 v1 of He et al. 2016, "Deep residual learning for image recognition", section 4.2, as Larsen et al. 2022
 * use it: a 3x3 convolution, three stages of three blocks with 16, 32 and 64 channels, a global average pool and a dense
 * layer. Convolutions have no bias, and batch normalisation (with the statistics of the batch) follows each of them.
 * The first block of the second and third stage halves the image and projects its shortcut by a normalised 1x1
 * convolution. D = 272,474 on 32x32x3 with 10 classes. Its relatives of other depths, 6n + 2 for n blocks in each stage, are
 * those of the same section.
 */
export const resnet20 = layeredModel({
  name: 'resnet20',
  version: '1',
  description: 'ResNet-20 v1: three stages of three residual blocks with batch normalisation, 16, 32 and 64 channels',
  options: strictObject({
    depth: z
      .int()
      .min(LAYERS_PER_BLOCK_OF_EACH_STAGE + OTHER_LAYERS)
      .refine(
        (depth) => depth % LAYERS_PER_BLOCK_OF_EACH_STAGE === OTHER_LAYERS,
        'must be 6n + 2, such as 8, 14, 20, 32, 44, 56 or 110',
      )
      .default(20)
      .describe('6n + 2 for n blocks in each stage, such as 8, 14, 20, 32, 44, 56, 110'),
    channels: z.array(size).length(3).default([16, 32, 64]).describe('of the three stages'),
    activation,
  }),
  layers: (classes, options) => {
    const [first] = options.channels;
    const blocks = (options.depth - OTHER_LAYERS) / LAYERS_PER_BLOCK_OF_EACH_STAGE;
    return [
      ...normalisedConvolution(first, 3, 1),
      { type: options.activation },
      ...options.channels.flatMap((filters, stage) =>
        Array.from({ length: blocks }, (_, block) =>
          residualBlock(filters, stage > 0 && block === 0, options.activation),
        ).flat(),
      ),
      { type: 'globalAveragePool2d' },
      { type: 'dense', units: classes },
    ];
  },
});

/** Two 3x3 convolutions beside the shortcut, and an activation behind their sum. */
function residualBlock(filters: number, halvesImage: boolean, type: ActivationName): LayerSpec[] {
  const stride = halvesImage ? 2 : 1;
  const body: LayerSpec[] = [
    ...normalisedConvolution(filters, 3, stride),
    { type },
    ...normalisedConvolution(filters, 3, 1),
  ];
  const projection = halvesImage ? { shortcut: normalisedConvolution(filters, 1, stride) } : {};
  return [{ type: 'residual', body, ...projection }, { type }];
}

function normalisedConvolution(filters: number, kernelSize: number, stride: number): LayerSpec[] {
  return [{ type: 'conv2d', filters, kernelSize, stride, bias: false }, { type: 'batchNorm' }];
}
