import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { keyFromSeed, parameterLayout, type LayerSpec, type ModelSpec } from '@dof/core';
import { readOnnxNetwork, writeOnnxNetwork } from '@dof/onnx';
import { arbitraryModel, normalArray, randomParameters, referenceOutputs } from '@dof/testing';
import { readFixture } from './fixtures/fixture.js';

const COUNT = 3;

/** Writes a network, reads it again, and compares outputs for random inputs. */
function expectSameOutputs(model: ModelSpec): void {
  const w = randomParameters(model, keyFromSeed(1));
  const read = readOnnxNetwork(writeOnnxNetwork({ model, w }), { name: model.name });
  expect(read.layout.dimension).toBe(parameterLayout(model).dimension);
  const inputs = normalArray(keyFromSeed(2), 0, COUNT * model.inputShape.reduce((product, size) => product * size, 1));
  const before = referenceOutputs(model, Float64Array.from(w), inputs, COUNT);
  const after = referenceOutputs(read.model, Float64Array.from(read.w), inputs, COUNT);
  // Only the order of a sum may be another.
  after.forEach((value, i) => expect(value).toBeCloseTo(before[i], 10));
}

function network(layers: readonly LayerSpec[]): ModelSpec {
  const all: readonly LayerSpec[] = [...layers, { type: 'flatten' }, { type: 'dense', units: 3 }];
  return { name: 'net', inputShape: [7, 6, 2], layers: all, loss: 'softmax-cross-entropy' };
}

describe('a network written as ONNX', () => {
  it('computes the same once it is read', () => {
    const models = arbitraryModel({
      maximumChannels: 6,
      batchNorm: true,
      activations: ['relu', 'gelu', 'silu', 'tanh'],
      globalPools: ['globalAveragePool2d', 'globalMaxPool2d'],
    });
    fc.assert(fc.property(models, expectSameOutputs), { numRuns: 60 });
  });

  it.each<[string, readonly LayerSpec[]]>([
    [
      'residuals inside residuals',
      [
        {
          type: 'residual',
          body: [
            { type: 'residual', body: [{ type: 'silu' }] },
            { type: 'conv2d', filters: 2, kernelSize: 3 },
          ],
        },
        {
          type: 'residual',
          body: [{ type: 'conv2d', filters: 4, kernelSize: 3, stride: 2 }],
          shortcut: [
            { type: 'conv2d', filters: 4, kernelSize: 1, stride: 2 },
            { type: 'batchNorm', epsilon: 0.01 },
          ],
        },
        { type: 'relu' },
      ],
    ],
    ['batch normalisation of a flattened image', [{ type: 'flatten' }, { type: 'batchNorm' }, { type: 'gelu' }]],
    ['a residual of vectors that were images', [{ type: 'flatten' }, { type: 'residual', body: [{ type: 'tanh' }] }]],
    [
      'overlapping windows without padding',
      [
        { type: 'conv2d', filters: 3, kernelSize: 3, padding: 'valid' },
        { type: 'averagePool2d', size: 3, stride: 1 },
      ],
    ],
  ])('%s compute the same once they are read', (_, layers) => {
    expectSameOutputs(network(layers));
  });

  it.each(['lenet', 'vgg', 'resnet', 'mean-over-space'])('%s of PyTorch is read as it was', (name) => {
    const { bytes } = readFixture(name);
    const read = readOnnxNetwork(bytes, { name });
    const again = readOnnxNetwork(writeOnnxNetwork(read), { name });
    expect(again.model).toEqual(read.model);
    expect(again.w).toEqual(read.w);
  });

  it('is refused with another number of weights', () => {
    const model = network([]);
    expect(() => writeOnnxNetwork({ model, w: new Float32Array(5) })).toThrow(/5 parameters for a network of 255/);
  });
});
