import { describe, expect, it } from '@jest/globals';
import { parameterLayout, type LayerSpec, type ModelSpec } from '@dof/core';
import { normalArray } from '../problems/random-arrays.js';
import { referenceEvaluation } from './reference-evaluation.js';
import { referenceLossAndGradient } from './reference-loss-and-gradient.js';

const STEP = 1e-5;
const CLASSES = 3;
const LABELS = [0, 2, 1, 2];
const COUNT = LABELS.length;

function network(inputShape: ModelSpec['inputShape'], layers: readonly LayerSpec[]): ModelSpec {
  const dense: LayerSpec[] = [{ type: 'flatten' }, { type: 'dense', units: CLASSES }];
  return { name: 'test', inputShape, layers: [...layers, ...dense], loss: 'softmax-cross-entropy' };
}

const relu: LayerSpec = { type: 'relu' };
const gelu: LayerSpec = { type: 'gelu' };
const norm: LayerSpec = { type: 'batchNorm' };
const conv = (filters: number, kernelSize: number, more: object = {}): LayerSpec => ({
  type: 'conv2d',
  filters,
  kernelSize,
  ...more,
});

const networks: Record<string, ModelSpec> = {
  'dense only': network([2, 3, 1], []),
  'dense without bias': {
    ...network([1, 5, 1], []),
    layers: [{ type: 'flatten' }, { type: 'dense', units: 4, bias: false }, relu, { type: 'dense', units: CLASSES }],
  },
  '1x1 convolution': network([3, 4, 3], [conv(2, 1), relu]),
  '3x3 convolution, odd sizes': network([5, 3, 2], [conv(3, 3), relu, conv(2, 3), relu]),
  '5x5 convolution wider than the image': network([3, 4, 1], [conv(2, 5), relu]),
  'stride 2, even side': network([6, 5, 2], [conv(3, 3, { stride: 2 }), relu]),
  'stride 3': network([7, 8, 1], [conv(2, 5, { stride: 3 }), relu]),
  'valid padding, no bias': network([6, 5, 2], [conv(3, 3, { padding: 'valid', bias: false }), relu]),
  'valid padding, stride 2': network([7, 6, 1], [conv(2, 3, { padding: 'valid', stride: 2 }), relu]),
  'average pool, odd sides': network([5, 7, 2], [conv(2, 3), relu, { type: 'averagePool2d', size: 2 }]),
  'overlapping average pool': network([6, 5, 2], [conv(2, 3), { type: 'averagePool2d', size: 3, stride: 2 }]),
  'max pool': network([6, 7, 2], [conv(3, 3), { type: 'maxPool2d', size: 2 }, relu]),
  'max pool after a ReLU': network([6, 6, 1], [conv(2, 3), relu, { type: 'maxPool2d', size: 2 }]),
  'overlapping max pool of 3': network([7, 7, 1], [conv(2, 3), { type: 'maxPool2d', size: 3, stride: 2 }]),
  'two pools': network(
    [9, 8, 1],
    [conv(2, 3), relu, { type: 'averagePool2d', size: 2 }, conv(3, 3), relu, { type: 'maxPool2d', size: 2 }],
  ),
};

/** The first block of a stage of ResNet v1, with fewer channels: halves the image, widens it, projects the shortcut. */
const stageStart: LayerSpec = {
  type: 'residual',
  body: [conv(3, 3, { stride: 2, bias: false }), norm, relu, conv(3, 3, { bias: false }), norm],
  shortcut: [conv(3, 1, { stride: 2, bias: false }), norm],
};

Object.assign(networks, {
  GELU: network([4, 3, 2], [conv(3, 3), gelu]),
  tanh: network([4, 3, 2], [conv(3, 3), { type: 'tanh' }]),
  'global average pool': network([4, 5, 2], [conv(3, 3), gelu, { type: 'globalAveragePool2d' }]),
  'global max pool': network([4, 5, 2], [conv(3, 3), gelu, { type: 'globalMaxPool2d' }]),
  'global max pool after a ReLU': network([4, 3, 1], [conv(3, 3), relu, { type: 'globalMaxPool2d' }]),
  'batch norm of the input': network([3, 2, 2], [norm]),
  'batch norm of images': network([4, 3, 2], [conv(3, 3), norm, gelu]),
  'batch norm before a ReLU, another epsilon': network(
    [4, 3, 2],
    [conv(3, 3, { bias: false }), { type: 'batchNorm', epsilon: 0.1 }, relu],
  ),
  'batch norm of vectors': network([2, 2, 1], [{ type: 'flatten' }, { type: 'dense', units: 5 }, norm, gelu]),
  'residual with identity': network([4, 3, 2], [{ type: 'residual', body: [conv(2, 3), gelu, conv(2, 3)] }, gelu]),
  'residual of vectors': network(
    [2, 2, 1],
    [{ type: 'flatten' }, { type: 'residual', body: [{ type: 'dense', units: 4 }], shortcut: [{ type: 'tanh' }] }],
  ),
  'residual with stride 2 and projection': network([4, 6, 2], [stageStart, relu]),
  'nested residuals': network(
    [4, 5, 2],
    [
      conv(2, 3),
      gelu,
      {
        type: 'residual',
        body: [norm, stageStart, gelu, { type: 'residual', body: [conv(3, 3), norm] }],
        shortcut: [stageStart],
      },
      { type: 'globalAveragePool2d' },
    ],
  ),
  'exact GELU': network([4, 3, 2], [conv(3, 3), { type: 'gelu', approximate: 'none' }]),
  'leaky ReLU': network([4, 3, 2], [conv(3, 3), { type: 'leakyRelu', slope: 0.2 }]),
  'padding by number, stride 2': network(
    [5, 4, 2],
    [conv(2, 3, { padding: 2, stride: 2 }), gelu, conv(2, 1, { padding: 1 })],
  ),
  'padded max pool': network([5, 6, 2], [conv(2, 3), { type: 'maxPool2d', size: 3, stride: 2, padding: 1 }]),
  groups: network([3, 4, 4], [conv(6, 3, { groups: 2 }), gelu, conv(6, 3, { groups: 3, stride: 2 })]),
  'depthwise, several filters each': network([3, 4, 2], [conv(4, 3, { groups: 2 }), gelu, conv(4, 3, { groups: 4 })]),
  dilation: network([6, 5, 2], [conv(3, 3, { dilation: 2 }), gelu, conv(2, 3, { dilation: 2, stride: 2, padding: 1 })]),
  'layer norm of images': network([3, 4, 2], [conv(5, 3), { type: 'layerNorm' }, gelu]),
  'layer norm of vectors, another epsilon': network(
    [2, 2, 1],
    [{ type: 'flatten' }, { type: 'layerNorm', epsilon: 0.1 }, { type: 'dense', units: 5 }, gelu],
  ),
  'mean squared error': { ...network([3, 4, 1], [conv(2, 3), gelu]), loss: 'mean-squared-error' },
});

describe('referenceLossAndGradient', () => {
  describe.each(Object.entries(networks))('%s', (_name, model) => {
    const D = parameterLayout(model).dimension;
    const inputLength = model.inputShape.reduce((product, size) => product * size, 1);
    const w = normalArray([1, 2], 0, D).map((value) => value * 0.5);
    // The first draw that stays clear of the kinks for every step of the differences.
    const inputs = Array.from({ length: 1000 }, (_, draw) => normalArray([3, 4], draw, COUNT * inputLength)).find(
      (candidate) => referenceLossAndGradient(model, w, candidate, LABELS).kinkMargin > 100 * STEP,
    );

    it('agrees with central differences in every parameter', () => {
      if (!inputs) throw new Error('every draw was near a kink');
      const { gradient } = referenceLossAndGradient(model, w, inputs, LABELS);
      const scale = gradient.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      expect(gradient).toHaveLength(D);
      for (let i = 0; i < D; i++) {
        const lossAt = (value: number): number => {
          const moved = w.slice();
          moved[i] = value;
          return referenceLossAndGradient(model, moved, inputs, LABELS).loss;
        };
        const difference = (lossAt(w[i] + STEP) - lossAt(w[i] - STEP)) / (2 * STEP);
        expect(Math.abs(gradient[i] - difference)).toBeLessThan(1e-8 * scale + 1e-9);
      }
    });

    it('gives the loss and accuracy of the evaluation', () => {
      if (!inputs) throw new Error('every draw was near a kink');
      const { loss, accuracy } = referenceLossAndGradient(model, w, inputs, LABELS);
      const evaluation = referenceEvaluation(model, w, inputs, LABELS, COUNT);
      expect(loss).toBeCloseTo(evaluation.loss, 12);
      expect(accuracy).toBe(evaluation.accuracy);
    });
  });

  it('gives log(classes) and the closed-form gradient at w = 0', () => {
    const model = network([1, 2, 1], []);
    const { loss, gradient, kinkMargin } = referenceLossAndGradient(
      model,
      new Float64Array(9),
      Float64Array.of(2, -1),
      [1],
    );
    expect(loss).toBeCloseTo(Math.log(3), 14);
    const residual = [1 / 3, -2 / 3, 1 / 3];
    const expected = [...residual.map((r) => 2 * r), ...residual.map((r) => -r), ...residual];
    expected.forEach((value, i) => expect(gradient[i]).toBeCloseTo(value, 14));
    expect(kinkMargin).toBe(Infinity);
  });

  it('gives the closed forms of the mean squared error at w = 0', () => {
    const model: ModelSpec = { ...network([1, 2, 1], []), loss: 'mean-squared-error' };
    const { loss, gradient } = referenceLossAndGradient(model, new Float64Array(9), Float64Array.of(2, -1), [1]);
    expect(loss).toBeCloseTo(1 / 3, 14);
    const expected = [...[0, -4 / 3, 0], ...[0, 2 / 3, 0], ...[0, -2 / 3, 0]];
    expected.forEach((value, i) => expect(gradient[i]).toBeCloseTo(value, 14));
  });

  it('averages over the examples, unless batch norm lets them depend on each other', () => {
    const inputs = normalArray([5, 6], 0, 4 * 6);
    const [plain, normalised] = [network([2, 3, 1], [conv(2, 3)]), network([2, 3, 1], [conv(2, 3), norm])];
    const lossBeside = (model: ModelSpec): number => {
      const w = normalArray([7, 8], 0, parameterLayout(model).dimension);
      const half = (first: number): number =>
        referenceLossAndGradient(model, w, inputs.slice(first * 6, first * 6 + 12), [0, 1]).loss / 2;
      return referenceLossAndGradient(model, w, inputs, [0, 1, 0, 1]).loss - half(0) - half(2);
    };
    expect(lossBeside(plain)).toBeCloseTo(0, 12);
    expect(Math.abs(lossBeside(normalised))).toBeGreaterThan(1e-3);
  });

  it('measures the margin at ReLUs and at max pools', () => {
    const identity: LayerSpec = conv(1, 1, { bias: false });
    const reluModel = network([1, 2, 1], [identity, relu]);
    const poolModel = network([2, 2, 1], [identity, { type: 'maxPool2d', size: 2 }]);
    const globalPoolModel = network([2, 2, 1], [identity, { type: 'globalMaxPool2d' }]);
    const residualModel = network([1, 2, 1], [{ type: 'residual', body: [identity], shortcut: [identity, relu] }]);
    const parameters = (model: ModelSpec): Float64Array => new Float64Array(parameterLayout(model).dimension).fill(1);
    const margin = (model: ModelSpec, inputs: number[]): number =>
      referenceLossAndGradient(model, parameters(model), Float64Array.from(inputs), [0]).kinkMargin;
    expect(margin(reluModel, [3, -0.25])).toBe(0.25);
    expect(margin(poolModel, [1, 5, 4.5, -7])).toBe(0.5);
    expect(margin(poolModel, [5, 5, 4.5, -7])).toBe(0.5);
    expect(margin(poolModel, [5, 5, 5, 5])).toBe(Infinity);
    expect(margin(globalPoolModel, [1, 5, 4.5, -7])).toBe(0.5);
    expect(margin(residualModel, [3, -0.25])).toBe(0.25);
    expect(margin(network([1, 2, 1], [identity, gelu, norm]), [3, -0.25])).toBe(Infinity);
  });

  it('takes the least margin over the examples of the batch', () => {
    const model = network([1, 2, 1], [relu]);
    const w = new Float64Array(9);
    expect(referenceLossAndGradient(model, w, Float64Array.of(3, 4, 2, -0.5, 6, 7), [0, 0, 0]).kinkMargin).toBe(0.5);
  });

  it('returns a loss that is not finite', () => {
    const model = network([2, 2, 1], [conv(1, 3), relu, { type: 'maxPool2d', size: 2 }]);
    const w = new Float64Array(parameterLayout(model).dimension).fill(NaN);
    expect(referenceLossAndGradient(model, w, new Float64Array(4).fill(1), [0]).loss).toBeNaN();
  });
});
