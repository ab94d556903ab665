import { describe, expect, it } from '@jest/globals';
import { readOnnxNetwork } from '@dof/onnx';
import { referenceLossAndGradient, referenceOutputs } from '@dof/testing';
import { readBytes, readFixture } from './fixtures/fixture.js';

/** The largest distance between entries, as a share of the largest entry. */
function distance(left: ArrayLike<number>, right: ArrayLike<number>): number {
  expect(left).toHaveLength(right.length);
  const largest = Math.max(...Array.from(right, Math.abs));
  return Math.max(...Array.from(left, (value, i) => Math.abs(value - right[i]))) / largest;
}

function logProbabilities(logits: readonly number[]): readonly number[] {
  const total = Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit), 0));
  return logits.map((logit) => logit - total);
}

const TRAINED = [
  ...['lenet', 'vgg', 'resnet', 'mlp', 'flat-mlp', 'mean-over-space'],
  ...['resnet-even', 'gelu', 'newer-layers', 'newer-layers-16'],
];

describe('a network that PyTorch exported', () => {
  it.each(TRAINED.filter((name) => name !== 'mlp').concat('by-hand'))('%s gives the outputs of PyTorch', (name) => {
    const { bytes, inputShape, inputs, count, outputs } = readFixture(name);
    const { model, w } = readOnnxNetwork(bytes, { name, inputShape });
    expect(distance(referenceOutputs(model, Float64Array.from(w), inputs, count), outputs)).toBeLessThan(1e-12);
  });

  it.each(TRAINED)('%s has the loss and the gradient of PyTorch', (name) => {
    const { bytes, inputShape, inputs, labels = [], loss } = readFixture(name);
    const { model, w } = readOnnxNetwork(bytes, { name, inputShape });
    // Its weights are the gradient, in float32.
    const gradient = readOnnxNetwork(readBytes(`${name}.gradient.onnx`), { name, inputShape }).w;
    const result = referenceLossAndGradient(model, Float64Array.from(w), inputs, labels);
    expect(result.loss).toBeCloseTo(loss ?? NaN, 12);
    expect(distance(result.gradient, gradient)).toBeLessThan(1e-6);
  });

  it('leaves LogSoftmax at the end to the loss', () => {
    const { bytes, inputShape, inputs, count, outputs } = readFixture('mlp');
    const { model, w } = readOnnxNetwork(bytes, { name: 'mlp', inputShape });
    const logits = Array.from(referenceOutputs(model, Float64Array.from(w), inputs, count));
    const rows = Array.from({ length: count }, (_, n) => logProbabilities(logits.slice(3 * n, 3 * n + 3)));
    expect(distance(rows.flat(), outputs)).toBeLessThan(1e-12);
  });

  it('takes a vector for the image of the data, its channels first', () => {
    const { bytes, inputs, count, outputs } = readFixture('flat-mlp');
    const { model, w } = readOnnxNetwork(bytes, { name: 'flat', inputShape: [3, 2, 2] });
    expect(model).toMatchObject({
      inputShape: [3, 2, 2],
      layers: [{ type: 'flatten' }, { type: 'dense' }, {}, {}, {}, {}],
    });
    // [2, 3, 2] of the vector, channels first, as [3, 2, 2].
    const images = inputs.map((_, i) => inputs[Math.floor(i / 12) * 12 + (i % 2) * 6 + Math.floor((i % 12) / 2)]);
    expect(distance(referenceOutputs(model, Float64Array.from(w), images, count), outputs)).toBeLessThan(1e-12);
  });

  it('becomes the layers that one would write', () => {
    const { bytes } = readFixture('resnet');
    const { model, layout, notices } = readOnnxNetwork(bytes, { name: 'resnet' });
    expect(notices).toEqual([]);
    expect(layout.dimension).toBe(1727);
    expect(model.inputShape).toEqual([9, 9, 3]);
    expect(model.layers.slice(5, 7)).toEqual([
      {
        type: 'residual',
        body: [
          { type: 'conv2d', filters: 6, kernelSize: 3, stride: 2, bias: false },
          { type: 'batchNorm' },
          { type: 'relu' },
          { type: 'conv2d', filters: 6, kernelSize: 3, bias: false },
          { type: 'batchNorm' },
        ],
        shortcut: [{ type: 'conv2d', filters: 6, kernelSize: 1, stride: 2, bias: false }, { type: 'batchNorm' }],
      },
      { type: 'relu' },
    ]);
  });

  it('is read without its running statistics, and that is said', () => {
    const { bytes } = readFixture('running-statistics');
    const { notices } = readOnnxNetwork(bytes, { name: 'vgg' });
    expect(notices).toEqual([
      expect.stringMatching(/running statistics of "\/10\/BatchNormalization" are left out.*batch/),
    ]);
  });
});
