import { describe, expect, it } from '@jest/globals';
import type { LayerSpec, ModelSpec } from '../../contracts/model-spec.js';
import { referenceNetwork } from './reference-network.js';

/** Output of the first layer of a model for numbers worked out by hand. */
function firstOutput(inputShape: ModelSpec['inputShape'], layer: LayerSpec, w: number[], input: number[]): number[] {
  const model: ModelSpec = { name: 'one layer', inputShape, layers: [layer], loss: 'softmax-cross-entropy' };
  return [...referenceNetwork(model)[0].forward(Float64Array.from(input), Float64Array.from(w))];
}

const ramp = (length: number): number[] => Array.from({ length }, (_, i) => i + 1);
/** 3 x 3 kernel that picks the entry at (dy, dx) from the window. */
const pick = (dy: number, dx: number): number[] => ramp(9).map((_, i) => (i === dy * 3 + dx ? 1 : 0));

describe('layers of the reference engine', () => {
  it('correlates (does not flip the kernel) and pads with zeros', () => {
    const conv: LayerSpec = { type: 'conv2d', filters: 1, kernelSize: 3, bias: false };
    expect(firstOutput([2, 3, 1], conv, pick(0, 1), ramp(6))).toEqual([0, 0, 0, 1, 2, 3]);
    expect(firstOutput([2, 3, 1], conv, pick(1, 2), ramp(6))).toEqual([2, 3, 0, 5, 6, 0]);
  });

  it('puts the odd row of SAME padding at the bottom right, as TensorFlow does', () => {
    const conv: LayerSpec = { type: 'conv2d', filters: 1, kernelSize: 3, stride: 2, bias: false };
    expect(firstOutput([4, 4, 1], conv, pick(0, 0), ramp(16))).toEqual([1, 3, 9, 11]);
    expect(firstOutput([3, 3, 1], conv, pick(1, 1), ramp(9))).toEqual([1, 3, 7, 9]);
  });

  it('keeps to whole windows under VALID padding', () => {
    const conv: LayerSpec = { type: 'conv2d', filters: 1, kernelSize: 3, padding: 'valid', bias: false };
    expect(firstOutput([4, 3, 1], conv, pick(0, 0), ramp(12))).toEqual([1, 4]);
  });

  it('reads kernels as [height, width, channelsIn, filters] and adds one bias per filter', () => {
    const conv: LayerSpec = { type: 'conv2d', filters: 2, kernelSize: 1 };
    // Two pixels of two channels; kernel rows are channels in: (1, 10), (100, 1000).
    expect(firstOutput([1, 2, 2], conv, [1, 10, 100, 1000, 0.5, 0.25], [1, 2, 3, 4])).toEqual([
      201.5, 2010.25, 403.5, 4030.25,
    ]);
  });

  it('multiplies a dense input with rows of the kernel', () => {
    const model: ModelSpec = {
      name: 'dense',
      inputShape: [1, 1, 2],
      layers: [{ type: 'flatten' }, { type: 'dense', units: 3 }],
      loss: 'softmax-cross-entropy',
    };
    const w = Float64Array.of(1, 2, 3, 10, 20, 30, 0.1, 0.2, 0.3);
    expect([...referenceNetwork(model)[1].forward(Float64Array.of(1, 2), w)]).toEqual([21.1, 42.2, 63.3]);
  });

  it('pools whole windows per channel and drops what is left', () => {
    const input = [1, -1, 5, -5, 9, -9, 2, -2, 6, -6, 9, -9];
    expect(firstOutput([2, 3, 2], { type: 'averagePool2d', size: 2 }, [], input)).toEqual([3.5, -3.5]);
    expect(firstOutput([2, 3, 2], { type: 'maxPool2d', size: 2 }, [], input)).toEqual([6, -1]);
    expect(firstOutput([2, 3, 2], { type: 'maxPool2d', size: 2, stride: 1 }, [], input)).toEqual([6, -1, 9, -5]);
  });
});
