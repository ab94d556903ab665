import { describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { SimdBackend, type ConvolutionKernels } from '@dof/backend-simd';
import type { LayerSpec, ModelSpec } from '@dof/core';
import { randomDataset, randomParameters } from '@dof/testing';

const conv = (filters: number, rest: object = {}): LayerSpec => ({
  type: 'conv2d',
  filters,
  kernelSize: 3,
  ...rest,
});
const relu: LayerSpec = { type: 'relu' };
const pool: LayerSpec = { type: 'averagePool2d', size: 2 };
const norm: LayerSpec = { type: 'batchNorm' };

/** Conv-2, and a network that is cut where images wait for each other: by normalisations and by large dense weights. */
const models: Record<string, ModelSpec> = {
  'Conv-2': {
    name: 'conv-2',
    inputShape: [28, 28, 1],
    layers: [conv(16), relu, pool, conv(32), relu, pool, { type: 'flatten' }, { type: 'dense', units: 10 }],
    loss: 'softmax-cross-entropy',
  },
  'a network in segments': {
    name: 'segments',
    inputShape: [12, 12, 3],
    layers: [
      ...[conv(16, { bias: false }), norm, relu],
      { type: 'residual', body: [conv(16), norm, relu, conv(16), norm] },
      ...[relu, pool, conv(32), relu, { type: 'flatten' } as const, { type: 'dense', units: 60 } as const, relu],
      { type: 'dense', units: 10 },
    ],
    loss: 'softmax-cross-entropy',
  },
};

async function bitsOf(model: ModelSpec, convolution: ConvolutionKernels): Promise<string> {
  const data = randomDataset([1, 2], { inputShape: model.inputShape, classes: 10, trainCount: 203, testCount: 1 });
  const w = randomParameters(model, [3, 4]);
  const backend = new SimdBackend({ engine: 'wasm', convolution });
  expect(backend.version).toBe(convolution === 'direct' ? '2-direct' : '2');
  const objective = await backend.compile(model, data, { batchSize: 128, evaluationBatchSize: 100 });
  const indices = Uint32Array.from({ length: 128 }, (_, i) => (i * 37) % 203);
  const gradient = new Float32Array(w.length);
  const loss = await objective.lossAndGradient(w, { split: 'train', indices }, gradient);
  const { loss: mean, accuracy } = await objective.evaluate(w, 'train');
  backend.dispose();
  return createHash('sha256')
    .update(Float64Array.of(loss, mean, accuracy))
    .update(gradient)
    .digest('hex');
}

/** Runs are named by the engine's version, so published ones must be reproduced to the bit as long as it stands. */
describe('version 2', () => {
  it.each([
    ['Conv-2', 'cd8276df1a26dda3da4ba29054d4e2a131ecd029fa34f792028ea36f45eb957a'],
    ['a network in segments', '9ae6dbc0846730f3f94d8bc3fc0bd3856e8776e2cf4c398bd8dc441b009f01cf'],
  ])('gives the bits that it has always given: %s', async (name, bits) => {
    expect(await bitsOf(models[name], 'fastest')).toBe(bits);
  });

  it.each([
    ['Conv-2', 'fac9f37ab7399f0fd43b01a04111c7f1e81de61f8dbdc3f6714cfd6c33ace1a0'],
    ['a network in segments', 'bbb35164e85accfde0b281fc23315dc30acf11b4b53b0387b859076b5cfa6de3'],
  ])('gives the bits of version 1 with direct convolutions: %s', async (name, bits) => {
    expect(await bitsOf(models[name], 'direct')).toBe(bits);
  });
});
