import { describe, expect, it } from '@jest/globals';
import { availableEngines, SimdBackend } from '@dof/backend-simd';
import type { LayerSpec, ModelSpec, Objective } from '@dof/core';
import { randomDataset, randomParameters } from '@dof/testing';

const CLASSES = 10;
const normalised: LayerSpec[] = [{ type: 'conv2d', filters: 20, kernelSize: 3, bias: false }, { type: 'batchNorm' }];
const head = (units: number): LayerSpec[] => [
  { type: 'flatten' },
  { type: 'dense', units },
  { type: 'relu' },
  { type: 'dense', units: CLASSES },
];

/** One segment, a dense segment of its own, segments between batch normalisations, logits that are no dense layer's. */
const models: Record<string, readonly LayerSpec[]> = {
  'image by image': [{ type: 'conv2d', filters: 16, kernelSize: 3 }, { type: 'maxPool2d', size: 2 }, ...head(20)],
  'dense layers over the batch': [{ type: 'conv2d', filters: 8, kernelSize: 5 }, { type: 'relu' }, ...head(90)],
  'batch normalisation': [...normalised, { type: 'residual', body: normalised }, { type: 'relu' }, ...head(30)],
  'a pool at the end': [
    { type: 'conv2d', filters: CLASSES, kernelSize: 3, stride: 2 },
    { type: 'globalAveragePool2d' },
  ],
  'batch normalisation at the end': [...head(30), { type: 'batchNorm' }],
};

const options = { batchSize: 32, evaluationBatchSize: 16 };
const data = randomDataset([1, 2], { inputShape: [20, 20, 2], classes: CLASSES, trainCount: 40, testCount: 3 });
const indices = Uint32Array.from({ length: 29 }, (_, i) => (i * 7) % 40);
const batch = { split: 'train' as const, indices };

async function withObjective<T>(
  engine: SimdBackend,
  layers: readonly LayerSpec[],
  use: (objective: Required<Objective>, w: Float32Array) => T | Promise<T>,
): Promise<T> {
  const model: ModelSpec = { name: 'outputs', inputShape: data.inputShape, layers, loss: 'mean-squared-error' };
  const objective = await engine.compile(model, data, options);
  const result = await use(objective as Required<Objective>, randomParameters(model, [3, 4]));
  engine.dispose();
  return result;
}

describe.each(availableEngines())('the outputs on %s', (engine) => {
  it.each(Object.entries(models))('are those that the loss is made of: %s', async (_, layers) => {
    await withObjective(new SimdBackend({ engine }), layers, async (objective, w) => {
      const [gradient, pulled] = [new Float32Array(w.length), new Float32Array(w.length)];
      const out = new Float32Array(indices.length * CLASSES);
      await objective.outputs(w, batch, out);
      // The mean squared error is simple enough to be the same in every bit here.
      const distances = Array.from(out, (z, i) => {
        const n = Math.floor(i / CLASSES);
        return z - Number(i % CLASSES === data.train.labels[indices[n]]);
      });
      const slopes = Float32Array.from(distances, (distance) => ((1 / indices.length) * 2 * distance) / CLASSES);
      const loss = await objective.lossAndGradient(w, batch, gradient);
      expect(distances.reduce((sum, x) => sum + x * x, 0) / out.length).toBeCloseTo(loss, 12);
      await objective.pullbackOutputs(w, batch, slopes, pulled);
      expect(Buffer.from(pulled.buffer).equals(Buffer.from(gradient.buffer))).toBe(true);
    });
  });

  it('fit in arrays of their size only', async () => {
    await withObjective(new SimdBackend({ engine }), models['image by image'], (objective, w) => {
      const [out, gradient] = [new Float32Array(indices.length * CLASSES), new Float32Array(w.length)];
      expect(() => objective.outputs(w, batch, out.subarray(1))).toThrow(/out has 289 entries, not 29 x 10/);
      expect(() => objective.outputs(w.subarray(1), batch, out)).toThrow(/w has/);
      expect(() => objective.pullbackOutputs(w, batch, gradient, gradient)).toThrow(/cotangent has/);
      expect(() => objective.pullbackOutputs(w, batch, out, out)).toThrow(/gradient has/);
      const [none, many] = [new Uint32Array(0), new Uint32Array(33)];
      for (const wrong of [none, many]) {
        const size = new Float32Array(wrong.length * CLASSES);
        expect(() => objective.outputs(w, { split: 'train', indices: wrong }, size)).toThrow(/1 to 32 examples/);
      }
    });
  });
});
