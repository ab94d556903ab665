import { describe, expect, it } from '@jest/globals';
import type { LayerSpec, ModelSpec } from '@dof/core';
import { referenceNetwork } from './reference-network.js';

/** Outputs of a layer for a batch, with numbers worked out by hand. */
function outputs(
  inputShape: ModelSpec['inputShape'],
  layers: readonly LayerSpec[],
  w: number[],
  batch: number[][],
): number[][] {
  const model: ModelSpec = { name: 'few layers', inputShape, layers, loss: 'softmax-cross-entropy' };
  const inputs = batch.map((example) => Float64Array.from(example));
  return referenceNetwork(model)
    .forward(inputs, Float64Array.from(w))
    .map((example) => [...example]);
}

/** Output of one layer for one example. */
function output(inputShape: ModelSpec['inputShape'], layer: LayerSpec, w: number[], input: number[]): number[] {
  return outputs(inputShape, [layer], w, [input])[0];
}

const ramp = (length: number): number[] => Array.from({ length }, (_, i) => i + 1);
/** 3 x 3 kernel that picks the entry at (dy, dx) from the window. */
const pick = (dy: number, dx: number): number[] => ramp(9).map((_, i) => (i === dy * 3 + dx ? 1 : 0));

describe('layers of the reference engine', () => {
  it('correlates (does not flip the kernel) and pads with zeros', () => {
    const conv: LayerSpec = { type: 'conv2d', filters: 1, kernelSize: 3, bias: false };
    expect(output([2, 3, 1], conv, pick(0, 1), ramp(6))).toEqual([0, 0, 0, 1, 2, 3]);
    expect(output([2, 3, 1], conv, pick(1, 2), ramp(6))).toEqual([2, 3, 0, 5, 6, 0]);
  });

  it('puts the odd row of SAME padding at the bottom right, as TensorFlow does', () => {
    const conv: LayerSpec = { type: 'conv2d', filters: 1, kernelSize: 3, stride: 2, bias: false };
    expect(output([4, 4, 1], conv, pick(0, 0), ramp(16))).toEqual([1, 3, 9, 11]);
    expect(output([3, 3, 1], conv, pick(1, 1), ramp(9))).toEqual([1, 3, 7, 9]);
  });

  it('keeps to whole windows under VALID padding', () => {
    const conv: LayerSpec = { type: 'conv2d', filters: 1, kernelSize: 3, padding: 'valid', bias: false };
    expect(output([4, 3, 1], conv, pick(0, 0), ramp(12))).toEqual([1, 4]);
  });

  it('pads by a number on every side, and keeps to whole windows', () => {
    const conv: LayerSpec = { type: 'conv2d', filters: 1, kernelSize: 3, padding: 1, stride: 2, bias: false };
    expect(output([4, 3, 1], conv, pick(0, 0), ramp(12))).toEqual([0, 0, 0, 5]);
    expect(output([4, 3, 1], conv, pick(1, 1), ramp(12))).toEqual([1, 3, 7, 9]);
    expect(output([1, 1, 1], { ...conv, padding: 3, stride: 1 }, pick(2, 0), [7])).toEqual([
      ...[0, 0, 0, 0, 0],
      ...[0, 0, 0, 7, 0],
      ...Array<number>(15).fill(0),
    ]);
  });

  it('joins the channels of a group only, kernels as [height, width, channelsIn / groups, filters]', () => {
    const conv: LayerSpec = { type: 'conv2d', filters: 4, kernelSize: 1, groups: 2, bias: false };
    // Filters 1 and 2 see channels (1, 2), filters 3 and 4 see (3, 4).
    expect(output([1, 1, 4], conv, [1, 10, 100, 1000, 2, 20, 200, 2000], [1, 2, 3, 4])).toEqual([5, 50, 1100, 11000]);
    const depthwise: LayerSpec = { type: 'conv2d', filters: 2, kernelSize: 1, groups: 2, bias: false };
    expect(output([1, 2, 2], depthwise, [10, 100], [1, 2, 3, 4])).toEqual([10, 200, 30, 400]);
  });

  it('spreads a dilated kernel, SAME padding for what it covers', () => {
    const conv: LayerSpec = { type: 'conv2d', filters: 1, kernelSize: 3, dilation: 2, bias: false };
    expect(output([3, 3, 1], conv, pick(0, 1), ramp(9))).toEqual([0, 0, 0, 0, 0, 0, 1, 2, 3]);
    expect(output([5, 6, 1], { ...conv, padding: 'valid' }, pick(2, 2), ramp(30))).toEqual([29, 30]);
  });

  it('pads windows by what is never the largest', () => {
    const pool: LayerSpec = { type: 'maxPool2d', size: 3, stride: 2, padding: 1 };
    expect(output([3, 3, 1], pool, [], [-1, -2, -3, -4, -5, -6, -7, -8, -9])).toEqual([-1, -2, -4, -5]);
    expect(output([1, 1, 1], pool, [], [-5])).toEqual([-5]);
  });

  it('reads kernels as [height, width, channelsIn, filters] and adds one bias per filter', () => {
    const conv: LayerSpec = { type: 'conv2d', filters: 2, kernelSize: 1 };
    // Two pixels of two channels; kernel rows are channels in: (1, 10), (100, 1000).
    expect(output([1, 2, 2], conv, [1, 10, 100, 1000, 0.5, 0.25], [1, 2, 3, 4])).toEqual([
      201.5, 2010.25, 403.5, 4030.25,
    ]);
  });

  it('multiplies a dense input with rows of the kernel', () => {
    const layers: LayerSpec[] = [{ type: 'flatten' }, { type: 'dense', units: 3 }];
    expect(outputs([1, 1, 2], layers, [1, 2, 3, 10, 20, 30, 0.1, 0.2, 0.3], [[1, 2]])).toEqual([[21.1, 42.2, 63.3]]);
  });

  it('pools whole windows per channel and drops what is left', () => {
    const input = [1, -1, 5, -5, 9, -9, 2, -2, 6, -6, 9, -9];
    expect(output([2, 3, 2], { type: 'averagePool2d', size: 2 }, [], input)).toEqual([3.5, -3.5]);
    expect(output([2, 3, 2], { type: 'maxPool2d', size: 2 }, [], input)).toEqual([6, -1]);
    expect(output([2, 3, 2], { type: 'maxPool2d', size: 2, stride: 1 }, [], input)).toEqual([6, -1, 9, -5]);
  });

  it('pools whole images per channel', () => {
    const input = [1, -1, 5, -5, 9, -9, 2, -2, 7, -7, 9, -9];
    expect(output([2, 3, 2], { type: 'globalAveragePool2d' }, [], input)).toEqual([5.5, -5.5]);
    expect(output([2, 3, 2], { type: 'globalMaxPool2d' }, [], input)).toEqual([9, -1]);
  });

  it('bends as published: GELU in its tanh form, and tanh', () => {
    const input = [-3, -1, 0, 0.5, 2];
    // The formula worked out in 50 decimal digits.
    const gelu = [-0.00363739208, -0.15880800939, 0, 0.34571400983, 1.95459769409];
    output([1, 5, 1], { type: 'gelu' }, [], input).forEach((value, i) => expect(value).toBeCloseTo(gelu[i], 10));
    expect(output([1, 5, 1], { type: 'tanh' }, [], input)).toEqual(input.map(Math.tanh));
  });

  it('bends as published: GELU with the error function, and leaky ReLU', () => {
    const input = [-3, -1, 0, 0.5, 2];
    // x times the normal distribution function, from tables.
    const gelu = [-0.0040496941, -0.1586552539, 0, 0.3457312306, 1.9544997361];
    const layer: LayerSpec = { type: 'gelu', approximate: 'none' };
    output([1, 5, 1], layer, [], input).forEach((value, i) => expect(value).toBeCloseTo(gelu[i], 9));
    expect(output([1, 5, 1], { type: 'leakyRelu', slope: 0.5 }, [], input)).toEqual([-1.5, -0.5, 0, 0.5, 2]);
    expect(output([1, 1, 1], { type: 'leakyRelu' }, [], [-300])).toEqual([-3]);
  });

  it('normalises the channels of every pixel', () => {
    // Channels 1, 3, 5, 7: mean 4, variance 5; the second pixel is constant.
    const norm: LayerSpec = { type: 'layerNorm', epsilon: 4 };
    expect(output([1, 2, 4], norm, [3, 3, 3, 6, 0, 0, 0, 1], [1, 3, 5, 7, 2, 2, 2, 2])).toEqual([
      ...[-3, -1, 1, 7],
      ...[0, 0, 0, 1],
    ]);
    const [first] = outputs([1, 2, 1], [{ type: 'flatten' }, { type: 'layerNorm' }], [1, 1, 0, 0], [[0.01, -0.01]])[0];
    expect(first).toBeCloseTo(0.01 / Math.sqrt(1e-4 + 1e-5), 14);
  });

  it('normalises every channel over the examples and pixels of the batch, by the biased variance', () => {
    // Channel 0 holds 1, 3, 5, 7: mean 4, variance 5. Channel 1 holds 2 everywhere.
    const batch = [
      [1, 2, 3, 2],
      [5, 2, 7, 2],
    ];
    const norm: LayerSpec = { type: 'batchNorm', epsilon: 4 };
    expect(outputs([1, 2, 2], [norm], [6, 1, 0.5, 0.25], batch)).toEqual([
      [-5.5, 0.25, -1.5, 0.25],
      [2.5, 0.25, 6.5, 0.25],
    ]);
    const [[first]] = outputs([1, 1, 1], [{ type: 'batchNorm' }], [1, 0], [[0.01], [-0.01]]);
    expect(first).toBeCloseTo(0.01 / Math.sqrt(1e-4 + 1e-5), 14);
  });

  it('normalises every entry of a vector over the examples', () => {
    const layers: LayerSpec[] = [{ type: 'flatten' }, { type: 'batchNorm', epsilon: 7 }];
    expect(
      outputs(
        [1, 2, 1],
        layers,
        [4, 8, 0, 1],
        [
          [1, 10],
          [7, 4],
        ],
      ),
    ).toEqual([
      [-3, 7],
      [3, -5],
    ]);
  });

  it('adds the shortcut of a residual to its body', () => {
    const double: LayerSpec = { type: 'conv2d', filters: 1, kernelSize: 1, bias: false };
    expect(output([1, 3, 1], { type: 'residual', body: [double] }, [10], [1, 2, 3])).toEqual([11, 22, 33]);
    const halved: LayerSpec = { ...double, stride: 2 };
    const both: LayerSpec = { type: 'residual', body: [double, halved], shortcut: [halved] };
    expect(output([1, 3, 1], both, [2, 3, 100], [1, 2, 3])).toEqual([106, 318]);
  });
});
