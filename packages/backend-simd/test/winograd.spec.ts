import { describe, expect, it } from '@jest/globals';
import { availableEngines, SimdBackend, type ConvolutionKernels, type EngineName } from '@dof/backend-simd';
import type { LayerSpec, ModelSpec } from '@dof/core';
import { randomDataset, randomParameters, referenceObjective } from '@dof/testing';
import fc from 'fast-check';

const conv = (filters: number, padding: 'same' | 'valid'): LayerSpec => ({
  type: 'conv2d',
  filters,
  kernelSize: 3,
  padding,
});
const options = { batchSize: 9, evaluationBatchSize: 4 };

/** Smooth networks whose second and third convolutions have channels enough for tiles, of any size and padding. */
const models = fc
  .record({
    height: fc.integer({ min: 3, max: 19 }),
    width: fc.integer({ min: 3, max: 19 }),
    channels: fc.array(fc.integer({ min: 12, max: 40 }), { minLength: 3, maxLength: 3 }),
    paddings: fc.array(fc.constantFrom('same' as const, 'valid' as const), { minLength: 3, maxLength: 3 }),
    activation: fc.constantFrom<LayerSpec[]>([], [{ type: 'tanh' }]),
  })
  .map(({ height, width, channels, paddings, activation }): ModelSpec => {
    // VALID takes two rows off; as many as there are room for.
    let room = Math.floor((Math.min(height, width) - 1) / 2);
    const convolutions = channels.flatMap((filters, i) => {
      const valid = paddings[i] === 'valid' && room > 0;
      if (valid) room -= 1;
      return [conv(filters, valid ? 'valid' : 'same'), ...activation];
    });
    return {
      name: 'tiled',
      inputShape: [height, width, 2],
      layers: [...convolutions, { type: 'flatten' }, { type: 'dense', units: 3 }],
      loss: 'softmax-cross-entropy',
    };
  });

const problem = (model: ModelSpec, seed: number) => {
  const data = randomDataset([seed, 2], { inputShape: model.inputShape, classes: 3, trainCount: 11, testCount: 3 });
  return { data, w: randomParameters(model, [seed, 4]) };
};

const largestOf = (values: Float32Array): number => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
const errorOf = (actual: Float32Array, expected: Float32Array): number =>
  largestOf(actual.map((value, i) => value - expected[i])) / largestOf(expected);

async function gradientOf(model: ModelSpec, seed: number, engine: EngineName, convolution: ConvolutionKernels) {
  const { data, w } = problem(model, seed);
  const backend = new SimdBackend({ engine, convolution });
  const objective = await backend.compile(model, data, options);
  const gradient = new Float32Array(w.length);
  const indices = Uint32Array.of(3, 10, 2, 0, 6, 5, 4, 9, 7);
  const loss = await objective.lossAndGradient(w, { split: 'train', indices }, gradient);
  const evaluation = await objective.evaluate(w, 'train');
  backend.dispose();
  return { loss, gradient, evaluation, indices };
}

/** Every image waits for the others, and a batch is several blocks of images. */
const segmented: ModelSpec = {
  name: 'segmented',
  inputShape: [16, 16, 2],
  layers: [
    ...[conv(16, 'same'), { type: 'batchNorm' } as const, { type: 'tanh' } as const],
    { type: 'residual', body: [conv(16, 'same'), { type: 'batchNorm' }, { type: 'tanh' }, conv(16, 'same')] },
    ...[{ type: 'averagePool2d', size: 2 } as const, conv(40, 'valid'), { type: 'tanh' } as const],
    ...[{ type: 'flatten' } as const, { type: 'dense', units: 30 } as const, { type: 'dense', units: 3 } as const],
  ],
  loss: 'softmax-cross-entropy',
};
const many = { batchSize: 40, evaluationBatchSize: 25 };
const segmentedData = randomDataset([7, 8], { inputShape: [16, 16, 2], classes: 3, trainCount: 45, testCount: 3 });
const segmentedIndices = Uint32Array.from({ length: 40 }, (_, i) => (i * 7) % 45);
const segmentedPoint = randomParameters(segmented, [9, 1]);
const segmentedGradient = new Float32Array(segmentedPoint.length);
const segmentedReference = referenceObjective(segmented, segmentedData, many);
const batch = { split: 'train' as const, indices: segmentedIndices };
const segmentedLoss = await segmentedReference.lossAndGradient(segmentedPoint, batch, segmentedGradient);
const segmentedEvaluation = await segmentedReference.evaluate(segmentedPoint, 'train');

describe.each(availableEngines())('Winograd tiles, %s', (engine) => {
  it('agree with the reference through normalisations and a residual, over several blocks of images', async () => {
    const backend = new SimdBackend({ engine });
    const objective = await backend.compile(segmented, segmentedData, many);
    const gradient = new Float32Array(segmentedPoint.length);
    expect(await objective.lossAndGradient(segmentedPoint, batch, gradient)).toBeCloseTo(segmentedLoss, 5);
    expect(errorOf(gradient, segmentedGradient)).toBeLessThan(2e-5);
    const { loss, accuracy } = await objective.evaluate(segmentedPoint, 'train');
    expect(loss).toBeCloseTo(segmentedEvaluation.loss, 5);
    expect(accuracy).toBe(segmentedEvaluation.accuracy);
    backend.dispose();
  });

  it('agree with the float64 reference to 1e-5 of the largest entry', async () => {
    await fc.assert(
      fc.asyncProperty(models, fc.nat(999), async (model, seed) => {
        const { loss, gradient, evaluation, indices } = await gradientOf(model, seed, engine, 'fastest');
        const { data, w } = problem(model, seed);
        const reference = referenceObjective(model, data, options);
        const expected = new Float32Array(w.length);
        expect(loss).toBeCloseTo(await reference.lossAndGradient(w, { split: 'train', indices }, expected), 5);
        expect(errorOf(gradient, expected)).toBeLessThan(1e-5);
        expect(evaluation.loss).toBeCloseTo((await reference.evaluate(w, 'train')).loss, 5);
      }),
      { numRuns: 6, seed: 17 },
    );
  }, 120_000);

  it('differ from direct sums by rounding alone, and do differ', async () => {
    await fc.assert(
      fc.asyncProperty(models, fc.nat(999), async (model, seed) => {
        const [tiled, direct] = [
          await gradientOf(model, seed, engine, 'fastest'),
          await gradientOf(model, seed, engine, 'direct'),
        ];
        expect(errorOf(tiled.gradient, direct.gradient)).toBeLessThan(1e-5);
      }),
      { numRuns: 25, seed: 5 },
    );
    const layers: LayerSpec[] = [conv(16, 'same'), conv(32, 'same'), { type: 'flatten' }, { type: 'dense', units: 3 }];
    const one: ModelSpec = { name: 'one', inputShape: [8, 8, 1], layers, loss: 'mean-squared-error' };
    const [tiled, direct] = [await gradientOf(one, 1, engine, 'fastest'), await gradientOf(one, 1, engine, 'direct')];
    expect(errorOf(tiled.gradient, direct.gradient)).toBeGreaterThan(0);
  }, 60_000);
});

describe('DOF_CONVOLUTION', () => {
  it('is part of the version, and so of the names of runs', () => {
    const backends = (['fastest', 'direct'] as const).map(
      (convolution) => new SimdBackend({ engine: 'wasm', convolution }),
    );
    expect(backends.map(({ version }) => version)).toEqual(['2', '2-direct']);
    expect(backends[1].describe().detail).toMatch(/convolutions directly, as asked for/);
  });
});
