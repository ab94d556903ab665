import { describe, expect, it } from '@jest/globals';
import type { LayerSpec, ModelSpec } from '../../contracts/model-spec.js';
import { parameterLayout } from '../../model/parameter-layout.js';
import { normalArray } from '../data/normal-array.js';
import { referenceEvaluation } from './reference-evaluation.js';
import { referenceLossAndGradient } from './reference-loss-and-gradient.js';

const STEP = 1e-5;
const CLASSES = 3;
const COUNT = 2;

function network(inputShape: ModelSpec['inputShape'], layers: readonly LayerSpec[]): ModelSpec {
  const dense: LayerSpec[] = [{ type: 'flatten' }, { type: 'dense', units: CLASSES }];
  return { name: 'test', inputShape, layers: [...layers, ...dense], loss: 'softmax-cross-entropy' };
}

const relu: LayerSpec = { type: 'relu' };
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

describe('referenceLossAndGradient', () => {
  describe.each(Object.entries(networks))('%s', (_name, model) => {
    const D = parameterLayout(model).dimension;
    const inputLength = model.inputShape.reduce((product, size) => product * size, 1);
    const w = normalArray([1, 2], 0, D).map((value) => value * 0.5);
    const labels = [0, 2];
    // The first draw that stays clear of the kinks for every step of the differences.
    const inputs = Array.from({ length: 1000 }, (_, draw) => normalArray([3, 4], draw, COUNT * inputLength)).find(
      (candidate) => referenceLossAndGradient(model, w, candidate, labels).kinkMargin > 100 * STEP,
    );

    it('agrees with central differences in every parameter', () => {
      if (!inputs) throw new Error('every draw was near a kink');
      const { gradient } = referenceLossAndGradient(model, w, inputs, labels);
      const scale = gradient.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      expect(gradient).toHaveLength(D);
      for (let i = 0; i < D; i++) {
        const lossAt = (value: number): number => {
          const moved = w.slice();
          moved[i] = value;
          return referenceLossAndGradient(model, moved, inputs, labels).loss;
        };
        const difference = (lossAt(w[i] + STEP) - lossAt(w[i] - STEP)) / (2 * STEP);
        expect(Math.abs(gradient[i] - difference)).toBeLessThan(1e-8 * scale + 1e-9);
      }
    });

    it('gives the loss and accuracy of the evaluation', () => {
      if (!inputs) throw new Error('every draw was near a kink');
      const { loss, accuracy } = referenceLossAndGradient(model, w, inputs, labels);
      const evaluation = referenceEvaluation(model, w, inputs, labels);
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

  it('measures the margin at ReLUs and at max pools', () => {
    const identity: LayerSpec = conv(1, 1, { bias: false });
    const reluModel = network([1, 2, 1], [identity, relu]);
    const poolModel = network([2, 2, 1], [identity, { type: 'maxPool2d', size: 2 }]);
    const parameters = (model: ModelSpec): Float64Array => new Float64Array(parameterLayout(model).dimension).fill(1);
    const margin = (model: ModelSpec, inputs: number[]): number =>
      referenceLossAndGradient(model, parameters(model), Float64Array.from(inputs), [0]).kinkMargin;
    expect(margin(reluModel, [3, -0.25])).toBe(0.25);
    expect(margin(poolModel, [1, 5, 4.5, -7])).toBe(0.5);
    expect(margin(poolModel, [5, 5, 4.5, -7])).toBe(0.5);
    expect(margin(poolModel, [5, 5, 5, 5])).toBe(Infinity);
  });

  it('returns a loss that is not finite', () => {
    const model = network([2, 2, 1], [conv(1, 3), relu, { type: 'maxPool2d', size: 2 }]);
    const w = new Float64Array(parameterLayout(model).dimension).fill(NaN);
    expect(referenceLossAndGradient(model, w, new Float64Array(4).fill(1), [0]).loss).toBeNaN();
  });
});
