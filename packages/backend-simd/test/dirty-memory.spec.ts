import { expect, it } from '@jest/globals';
import { SimdBackend } from '@dof/backend-simd';
import { ACTIVATIONS, type Backend, type ModelSpec } from '@dof/core';
import { arbitraryModel, randomDataset, randomParameters } from '@dof/testing';
import fc from 'fast-check';

const options = { batchSize: 5, evaluationBatchSize: 4 };
const indices = Uint32Array.of(6, 1, 3, 0, 2);
const models = arbitraryModel({
  kernelSizes: [1, 3, 5],
  strides: [1, 2, 3],
  paddings: ['same', 'valid'],
  poolSizes: [1, 2, 3],
  poolStrides: [1, 2, 4],
  activations: ACTIVATIONS,
  globalPools: ['globalAveragePool2d', 'globalMaxPool2d'],
  batchNorm: true,
  residual: true,
});

async function bytesOf(backend: Backend, model: ModelSpec, seed: number, fill?: number): Promise<Buffer> {
  const { inputShape } = model;
  const classes = model.layers.flatMap((layer) => (layer.type === 'dense' ? [layer.units] : [])).at(-1) ?? 0;
  const data = randomDataset([seed, 0], { inputShape, classes, trainCount: 7, testCount: 3 });
  const w = randomParameters(model, [seed, 1]);
  if (fill !== undefined) w.fill(fill);
  const objective = await backend.compile(model, data, options);
  const gradient = new Float32Array(w.length);
  const loss = await objective.lossAndGradient(w, { split: 'train', indices }, gradient);
  const evaluation = await objective.evaluate(w, 'test');
  objective.dispose();
  return Buffer.concat([Float64Array.of(loss, evaluation.loss), gradient].map(({ buffer }) => Buffer.from(buffer)));
}

/** WebAssembly gives memory out again as it is; what nothing wrote must not reach a result. */
it('gives every network the same bits in memory full of NaN as in fresh memory', async () => {
  const used = new SimdBackend({ engine: 'wasm' });
  await fc.assert(
    fc.asyncProperty(models, fc.nat(1000), async (model, seed) => {
      const fresh = new SimdBackend({ engine: 'wasm' });
      const expected = await bytesOf(fresh, model, seed);
      fresh.dispose();
      // The block of the network with w = NaN is the one that the next network of its size is given.
      await bytesOf(used, model, seed, NaN);
      expect((await bytesOf(used, model, seed)).equals(expected)).toBe(true);
    }),
    { numRuns: 40, seed: 3 },
  );
}, 60_000);
