import { describe, expect, it } from '@jest/globals';
import { chooseModel, createContainer, layerShapes, parameterLayout, Tokens, walkLayers } from '@dof/core';
import type { ModelProvider, ModelShape } from '@dof/core';
import { modelContract, randomDataset, referenceObjective, type ModelContractOptions } from '@dof/testing';
import * as models from '@dof/models';
import { conv2, conv3, conv4, fullyConnected, leNet, logisticRegression, register, resnet20 } from '@dof/models';

const mnist: ModelShape = { inputShape: [28, 28, 1], classes: 10 };
const cifar10: ModelShape = { inputShape: [32, 32, 3], classes: 10 };
const cifar100: ModelShape = { inputShape: [32, 32, 3], classes: 100 };

const everyModel = [conv2, conv3, conv4, fullyConnected, leNet, logisticRegression, resnet20];

describe('the number of parameters', () => {
  // Larsen et al. 2022 for the convolutional and residual networks, Li et al. 2018 for `fully-connected` and `lenet`.
  it.each<[string, string, ModelProvider, ModelShape, number]>([
    ['conv-2', 'MNIST', conv2, mnist, 20_490],
    ['conv-2', 'CIFAR-10', conv2, cifar10, 25_578],
    ['conv-2', 'CIFAR-100', conv2, cifar100, 209_988],
    ['conv-3', 'MNIST', conv3, mnist, 61_514],
    ['conv-3', 'CIFAR-10', conv3, cifar10, 66_570],
    ['conv-3', 'CIFAR-100', conv3, cifar100, 158_820],
    ['conv-4', 'MNIST', conv4, mnist, 130_890],
    ['conv-4', 'CIFAR-10', conv4, cifar10, 135_306],
    ['conv-4', 'CIFAR-100', conv4, cifar100, 181_476],
    ['fully-connected', 'MNIST', fullyConnected, mnist, 199_210],
    ['lenet', 'MNIST', leNet, mnist, 44_426],
    ['lenet', 'CIFAR-10', leNet, cifar10, 62_006],
    ['logistic-regression', 'MNIST', logisticRegression, mnist, 7_850],
    ['resnet20', 'CIFAR-10', resnet20, cifar10, 272_474],
  ])('of %s on %s is that of the publication', (_name, _data, provider, shape, dimension) => {
    expect(parameterLayout(provider.build(shape)).dimension).toBe(dimension);
  });
});

/** Options to try of each model, and options that it refuses. */
const tried: Readonly<Record<string, Pick<ModelContractOptions, 'options' | 'badOptions'>>> = {
  'conv-2': {
    options: [{ channels: [4, 8] }, { kernelSize: 5, activation: 'tanh' }, { channels: [3], pool: 'max' }],
    badOptions: [{ channels: [] }, { channels: [0] }, { kernelSize: 2 }, { activation: 'relou' }, { pool: 'sum' }],
  },
  'fully-connected': {
    options: [{ units: [20] }, { activation: 'gelu' }],
    badOptions: [{ units: [] }, { units: [1.5] }, { units: 20 }],
  },
  lenet: { options: [{ pool: 'average', activation: 'silu' }], badOptions: [{ channels: [6, 16] }] },
  resnet20: {
    options: [{ depth: 8, channels: [4, 8, 8] }, { activation: 'silu' }],
    badOptions: [{ depth: 18 }, { depth: 2 }, { channels: [16, 32] }],
  },
};

for (const model of everyModel) {
  modelContract(
    model.name,
    () => model,
    { describe, it },
    { shapes: [mnist, cifar10, cifar100], ...tried[model.name] },
  );
}

describe('options', () => {
  // Li et al. 2018, section 3: their networks of 2 layers on MNIST of widths 50 to 400. He et al. 2016, table 6, give 0.27,
  // 0.46, 0.66, 0.85 and 1.7 million for depths 20 to 110, with shortcuts that have no parameters.
  it.each([50, 100, 200, 400])('widen a fully connected network to %d units, whose D is a closed form', (width) => {
    const { dimension } = parameterLayout(fullyConnected.build(mnist, { units: [width, width] }));
    expect(dimension).toBe(784 * width + width + width * width + width + 10 * width + 10);
  });

  it.each([
    [20, 0.27],
    [32, 0.46],
    [44, 0.66],
    [56, 0.85],
    [110, 1.7],
  ])('deepen a residual network to %d layers, whose D is that of the paper', (depth, millions) => {
    const network = resnet20.build(cifar10, { depth });
    const weighted = walkLayers(layerShapes(network)).filter(
      ({ layer }) => layer.type === 'dense' || (layer.type === 'conv2d' && layer.kernelSize === 3),
    );
    expect(weighted).toHaveLength(depth);
    // The projections of two shortcuts, with scale and bias.
    const projections = 16 * 32 + 32 * 64 + 2 * (32 + 64);
    const inMillions = (parameterLayout(network).dimension - projections) / 1e6;
    expect(inMillions.toFixed(millions < 1 ? 2 : 1)).toBe(String(millions));
  });

  it('make a convolutional network of other channels, kernels, activations and pools', () => {
    const network = conv2.build(mnist, { channels: [8], kernelSize: 5, activation: 'tanh', pool: 'max' });
    expect(network.layers).toEqual([
      { type: 'conv2d', filters: 8, kernelSize: 5 },
      { type: 'tanh' },
      { type: 'maxPool2d', size: 2 },
      { type: 'flatten' },
      { type: 'dense', units: 10 },
    ]);
  });

  it('name a network', () => {
    expect(chooseModel(conv2, { channels: [8, 16] })(mnist).name).toBe('conv-2 (channels 8, 16)');
    expect(chooseModel(conv2, { channels: [16, 32] })(mnist)).toEqual(conv2.build(mnist));
    expect(chooseModel(resnet20, { depth: 56 })(mnist).name).toBe('resnet20 (depth 56)');
  });

  it('say what is allowed', () => {
    const options = (depth: number) => () => resnet20.build(mnist, { depth });
    expect(options(21)).toThrow(
      'options of model resnet20: depth: must be 6n + 2, such as 8, 14, 20, 32, 44, 56 or 110',
    );
    expect(() => conv2.build(mnist, { kernelSize: 4 })).toThrow(/kernelSize: must be odd/);
  });

  it('are none for logistic regression', () => {
    expect(() => chooseModel(logisticRegression, { units: 5 })).toThrow(/model logistic-regression: .*it takes none/);
  });
});

describe.each(everyModel.map((model) => [model.name, model] as const))('%s', (_name, provider) => {
  it('computes a loss near log(classes) and a gradient in every segment at the start', async () => {
    const shape: ModelShape = { inputShape: [16, 16, 1], classes: 3 };
    const data = randomDataset([1, 2], { ...shape, trainCount: 4, testCount: 1 });
    const objective = referenceObjective(provider.build(shape), data, { batchSize: 4, evaluationBatchSize: 4 });
    const gradient = new Float32Array(objective.dimension);
    const batch = { split: 'train' as const, indices: Uint32Array.of(0, 1, 2, 3) };
    const loss = await objective.lossAndGradient(objective.initialise([3, 4]), batch, gradient);
    expect(Math.abs(loss - Math.log(3))).toBeLessThan(0.5);
    for (const { offset, length } of objective.layout.segments) {
      expect(gradient.subarray(offset, offset + length).some((value) => value !== 0)).toBe(true);
    }
  });
});

describe('conv-2', () => {
  it('is the layer list of the paper', () => {
    expect(conv2.build(mnist).layers).toEqual([
      { type: 'conv2d', filters: 16, kernelSize: 3 },
      { type: 'relu' },
      { type: 'averagePool2d', size: 2 },
      { type: 'conv2d', filters: 32, kernelSize: 3 },
      { type: 'relu' },
      { type: 'averagePool2d', size: 2 },
      { type: 'flatten' },
      { type: 'dense', units: 10 },
    ]);
  });
});

describe('resnet20', () => {
  const layers = walkLayers(layerShapes(resnet20.build(cifar10)));

  it('has 19 convolutions on the main path and 2 in shortcuts, each without bias and normalised', () => {
    const convolutions = layers.filter(({ layer }) => layer.type === 'conv2d');
    expect(convolutions).toHaveLength(21);
    convolutions.forEach(({ layer, output }) => {
      expect(layer).toMatchObject({ bias: false });
      expect(layers[layers.findIndex((one) => one.layer === layer) + 1]).toMatchObject({
        layer: { type: 'batchNorm' },
        input: output,
      });
    });
  });

  it('has three stages of three blocks, and projects shortcuts where a stage halves the image', () => {
    const blocks = layers.filter(({ layer }) => layer.type === 'residual');
    expect(blocks.map(({ output }) => [output.height, output.width, output.channels])).toEqual([
      ...Array.from({ length: 3 }, () => [32, 32, 16]),
      ...Array.from({ length: 3 }, () => [16, 16, 32]),
      ...Array.from({ length: 3 }, () => [8, 8, 64]),
    ]);
    expect(blocks.map(({ branches }) => branches?.shortcut.length)).toEqual([0, 0, 0, 2, 0, 0, 2, 0, 0]);
    const { layer } = blocks[3].branches?.shortcut[0] ?? {};
    expect(layer).toMatchObject({ type: 'conv2d', filters: 32, kernelSize: 1, stride: 2 });
  });
});

describe('register', () => {
  it('registers every model that the package exports', async () => {
    const child = createContainer();
    await register(child);
    const exported = Object.values(models).filter((value) => typeof value === 'object');
    expect(child.resolveAll(Tokens.ModelProvider)).toEqual(exported);
    expect(exported).toHaveLength(everyModel.length);
  });

  it('gives every model a name of its own, a version and a description', () => {
    expect(new Set(everyModel.map(({ name }) => name)).size).toBe(everyModel.length);
    for (const { version, description } of everyModel) {
      expect(version).toMatch(/^\d+$/);
      expect(description).not.toBe('');
    }
  });
});
