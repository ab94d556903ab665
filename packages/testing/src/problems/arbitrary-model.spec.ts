import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { layerShapes, walkLayers } from '@dof/core';
import { arbitraryModel } from './arbitrary-model.js';

const SAMPLE = { numRuns: 500, seed: 11 };

describe('arbitraryModel', () => {
  it('draws networks whose layers fit, with the logits last', () => {
    fc.assert(
      fc.property(arbitraryModel(), (model) => {
        const output = layerShapes(model).at(-1)?.output;
        expect(output?.flat).toBe(true);
        expect(output?.channels).toBeGreaterThanOrEqual(2);
      }),
      SAMPLE,
    );
  });

  it('covers every layer, odd and even sides, and missing biases', () => {
    const seen = new Set<string>();
    for (const model of fc.sample(arbitraryModel(), SAMPLE)) {
      seen.add(`height ${model.inputShape[0] % 2}`).add(`width ${model.inputShape[1] % 2}`);
      model.layers.forEach((layer, l) => {
        seen.add(layer.type === 'conv2d' ? `conv2d ${layer.kernelSize}` : layer.type);
        if ('bias' in layer) seen.add(`${layer.type} bias ${layer.bias}`);
        if (layer.type === 'conv2d' && layer.filters % 4 === 3 && layer.filters > 8) seen.add('lanes to spare');
        if (l > 0) seen.add(`${model.layers[l - 1].type}, ${layer.type}`);
      });
    }
    for (const wanted of [
      'height 0',
      'height 1',
      'width 0',
      'width 1',
      'conv2d 1',
      'conv2d 3',
      'conv2d 5',
      'conv2d bias true',
      'conv2d bias false',
      'dense bias false',
      'lanes to spare',
      'relu, maxPool2d',
      'maxPool2d, relu',
      'relu, averagePool2d',
      'averagePool2d, conv2d',
      'conv2d, flatten',
      'dense, relu',
    ]) {
      expect(seen).toContain(wanted);
    }
  });

  it('draws strides, VALID padding and other windows on request', () => {
    const wide = arbitraryModel({
      strides: [1, 2],
      paddings: ['same', 'valid'],
      poolSizes: [2, 3],
      poolStrides: [1, 2],
      maximumChannels: 4,
    });
    const seen = new Set<string>();
    fc.assert(
      fc.property(wide, (model) => {
        expect(layerShapes(model).every(({ output }) => output.channels > 0)).toBe(true);
        for (const layer of model.layers) {
          if (layer.type === 'conv2d') {
            seen.add(`stride ${layer.stride}`).add(`${layer.padding}`);
            expect(layer.filters).toBeLessThanOrEqual(4);
          }
          if (layer.type === 'maxPool2d') seen.add(`pool ${layer.size} by ${layer.stride}`);
        }
      }),
      SAMPLE,
    );
    for (const wanted of ['stride 1', 'stride 2', 'same', 'valid', 'pool 2 by 1', 'pool 3 by 2']) {
      expect(seen).toContain(wanted);
    }
  });

  it('pads by numbers on request, and no window meets nothing but zeros', () => {
    const padded = arbitraryModel({ paddings: ['same', 0, 1, 2], strides: [1, 2], dilations: [1, 2] });
    const seen = new Set<unknown>();
    fc.assert(
      fc.property(padded, (model) => {
        for (const { layer, input, output } of walkLayers(layerShapes(model))) {
          if (layer.type !== 'conv2d') continue;
          const { padding, kernelSize, stride = 1, dilation = 1 } = layer;
          seen.add(padding);
          if (typeof padding !== 'number' || input.flat || output.flat) continue;
          const pixels = Array.from({ length: input.height }, (_, pixel) => pixel + padding);
          for (let window = 0; window < output.height; window++) {
            const from = window * stride;
            const met = pixels.filter((pixel) => pixel >= from && pixel <= from + (kernelSize - 1) * dilation);
            expect(met.some((pixel) => (pixel - from) % dilation === 0)).toBe(true);
          }
        }
      }),
      SAMPLE,
    );
    expect(seen).toEqual(new Set(['same', 0, 1, 2]));
  });

  it('draws residuals, batch norm, global pools and other activations and losses on request', () => {
    const everything = arbitraryModel({
      strides: [1, 2],
      paddings: ['same', 'valid'],
      activations: ['relu', 'gelu', 'tanh'],
      batchNorm: true,
      residual: true,
      globalPools: ['globalAveragePool2d', 'globalMaxPool2d'],
      losses: ['softmax-cross-entropy', 'mean-squared-error'],
      maximumChannels: 4,
    });
    const seen = new Set<string>();
    fc.assert(
      fc.property(everything, (model) => {
        const layers = walkLayers(layerShapes(model));
        expect(layers.at(-1)?.output).toMatchObject({ channels: expect.any(Number), flat: true });
        seen.add(model.loss);
        for (const { layer, input, output, branches } of layers) {
          seen.add(layer.type);
          if (layer.type === 'batchNorm') seen.add(input.flat ? 'batchNorm of vectors' : 'batchNorm of images');
          if (!branches) continue;
          seen.add(branches.shortcut.length === 0 ? 'identity' : 'projection');
          if (branches.body.some((inner) => inner.branches)) seen.add('nested residual');
          if (branches.shortcut.some((inner) => inner.layer.type === 'batchNorm')) seen.add('normalised projection');
          if (input.height > output.height) seen.add('residual that shrinks the image');
        }
      }),
      SAMPLE,
    );
    expect([...seen]).toEqual(
      expect.arrayContaining([
        ...['softmax-cross-entropy', 'mean-squared-error', 'gelu', 'tanh', 'globalAveragePool2d', 'globalMaxPool2d'],
        ...['batchNorm of vectors', 'batchNorm of images', 'identity', 'projection', 'nested residual'],
        ...['normalised projection', 'residual that shrinks the image'],
      ]),
    );
  });
});
