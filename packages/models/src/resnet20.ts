import type { LayerSpec, ModelProvider } from '@dof/core';

const STAGES = [16, 32, 64] as const;
const BLOCKS_PER_STAGE = 3;

/**
 * ResNet-20 v1 of He et al. 2016, "Deep residual learning for image recognition", section 4.2, as Larsen et al. 2022
 * use it: a 3x3 convolution, three stages of three blocks with 16, 32 and 64 channels, a global average pool and a dense
 * layer. Convolutions have no bias, and batch normalisation (with the statistics of the batch) follows each of them.
 * The first block of the second and third stage halves the image and projects its shortcut by a normalised 1x1
 * convolution. D = 272,474 on 32x32x3 with 10 classes.
 */
export const resnet20: ModelProvider = {
  name: 'resnet20',
  version: '1',
  description: 'ResNet-20 v1: three stages of three residual blocks with batch normalisation, 16, 32 and 64 channels',
  build: ({ inputShape, classes }) => ({
    name: 'resnet20',
    inputShape,
    layers: [
      ...normalisedConvolution(STAGES[0], 3, 1),
      { type: 'relu' },
      ...STAGES.flatMap((filters, stage) =>
        Array.from({ length: BLOCKS_PER_STAGE }, (_, block) => residualBlock(filters, stage > 0 && block === 0)).flat(),
      ),
      { type: 'globalAveragePool2d' },
      { type: 'dense', units: classes },
    ],
    loss: 'softmax-cross-entropy',
  }),
};

/** Two 3x3 convolutions beside the shortcut, and a ReLU behind their sum. */
function residualBlock(filters: number, halvesImage: boolean): LayerSpec[] {
  const stride = halvesImage ? 2 : 1;
  const body: LayerSpec[] = [
    ...normalisedConvolution(filters, 3, stride),
    { type: 'relu' },
    ...normalisedConvolution(filters, 3, 1),
  ];
  const projection = halvesImage ? { shortcut: normalisedConvolution(filters, 1, stride) } : {};
  return [{ type: 'residual', body, ...projection }, { type: 'relu' }];
}

function normalisedConvolution(filters: number, kernelSize: number, stride: number): LayerSpec[] {
  return [{ type: 'conv2d', filters, kernelSize, stride, bias: false }, { type: 'batchNorm' }];
}
