import { describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { SimdBackend } from '@dof/backend-simd';
import type { ModelSpec } from '@dof/core';
import { randomDataset, randomParameters } from '@dof/testing';

const conv2: ModelSpec = {
  name: 'conv-2',
  inputShape: [28, 28, 1],
  layers: [
    { type: 'conv2d', filters: 16, kernelSize: 3 },
    { type: 'relu' },
    { type: 'averagePool2d', size: 2 },
    { type: 'conv2d', filters: 32, kernelSize: 3 },
    { type: 'relu' },
    { type: 'averagePool2d', size: 2 },
    { type: 'flatten' },
    { type: 'dense', units: 10 },
  ],
  loss: 'softmax-cross-entropy',
};

/** Runs are named by the engine's version, so published ones must be reproduced to the bit as long as it stands. */
describe('version 2', () => {
  it.each([
    ['fastest', 'cd8276df1a26dda3da4ba29054d4e2a131ecd029fa34f792028ea36f45eb957a'],
    // Those of version 1.
    ['direct', 'fac9f37ab7399f0fd43b01a04111c7f1e81de61f8dbdc3f6714cfd6c33ace1a0'],
  ] as const)('gives the bits of Conv-2 that it has always given: %s', async (convolution, bits) => {
    const data = randomDataset([1, 2], { inputShape: [28, 28, 1], classes: 10, trainCount: 203, testCount: 1 });
    const w = randomParameters(conv2, [3, 4]);
    const backend = new SimdBackend({ engine: 'wasm', convolution });
    expect(backend.version).toBe('2');
    const objective = await backend.compile(conv2, data, { batchSize: 128, evaluationBatchSize: 100 });
    const indices = Uint32Array.from({ length: 128 }, (_, i) => (i * 37) % 203);
    const gradient = new Float32Array(w.length);
    const loss = await objective.lossAndGradient(w, { split: 'train', indices }, gradient);
    const { loss: mean, accuracy } = await objective.evaluate(w, 'train');
    backend.dispose();
    const digest = createHash('sha256')
      .update(Float64Array.of(loss, mean, accuracy))
      .update(gradient)
      .digest('hex');
    expect(digest).toBe(bits);
  });
});
