import { describe, expect, it } from '@jest/globals';
import { SimdBackend } from '@dof/backend-simd';
import type { LayerSpec, ModelSpec } from '@dof/core';
import { randomDataset, randomParameters, referenceObjective } from '@dof/testing';
import { resNet20 } from '../bench/models.mjs';

const gelu: LayerSpec = { type: 'gelu' };

/** A network with GELU in the place of every ReLU. */
const withGelu = (layers: readonly LayerSpec[]): readonly LayerSpec[] =>
  layers.map((layer): LayerSpec => {
    if (layer.type === 'relu') return gelu;
    if (layer.type !== 'residual') return layer;
    const { body, shortcut } = layer;
    return { ...layer, body: withGelu(body), ...(shortcut && { shortcut: withGelu(shortcut) }) };
  });

/** Without ReLU, so that no kink separates float32 from float64 however many units there are. */
const smooth = (filters: readonly number[], activation: readonly LayerSpec[] = []): LayerSpec[] => [
  ...filters.flatMap((count): LayerSpec[] => [
    { type: 'conv2d', filters: count, kernelSize: 3 },
    ...activation,
    { type: 'averagePool2d', size: 2 },
  ]),
  { type: 'flatten' },
  { type: 'dense', units: 10 },
];

/** Sizes at which images are cut into strips and batches into blocks of images. */
describe('networks of full size', () => {
  it.each<[string, ModelSpec['inputShape'], readonly LayerSpec[]]>([
    ['Conv-2 on 28 x 28 x 1', [28, 28, 1], smooth([16, 32])],
    ['Conv-3 on 32 x 32 x 3', [32, 32, 3], smooth([32, 64, 64])],
    ['Conv-4 on 28 x 28 x 1', [28, 28, 1], smooth([32, 64, 64, 128])],
    ['Conv-4 with GELU', [28, 28, 1], smooth([32, 64, 64, 128], [gelu])],
    [
      'LeNet with tanh',
      [28, 28, 1],
      [
        ...[6, 16].flatMap((filters): LayerSpec[] => [
          { type: 'conv2d', filters, kernelSize: 5, padding: 'valid' },
          { type: 'tanh' },
          { type: 'averagePool2d', size: 2 },
        ]),
        { type: 'flatten' },
        ...[120, 84].flatMap((units): LayerSpec[] => [{ type: 'dense', units }, { type: 'tanh' }]),
        { type: 'dense', units: 10 },
      ],
    ],
    ['ResNet20 with GELU', [32, 32, 3], withGelu(resNet20.layers)],
    [
      '784-200-200-10',
      [28, 28, 1],
      [{ type: 'flatten' }, ...[200, 200, 10].map((units) => ({ type: 'dense' as const, units }))],
    ],
  ])(
    '%s agrees with the float64 reference',
    async (name, inputShape, layers) => {
      const model: ModelSpec = { name, inputShape, layers, loss: 'softmax-cross-entropy' };
      const data = randomDataset([1, 2], { inputShape, classes: 10, trainCount: 11, testCount: 3 });
      const w = randomParameters(model, [3, 4]);
      const batch = { split: 'train' as const, indices: Uint32Array.of(10, 0, 7, 3, 3, 9, 1) };
      const options = { batchSize: 8, evaluationBatchSize: 5 };
      const expected = new Float32Array(w.length);
      const reference = referenceObjective(model, data, options);
      const expectedLoss = await reference.lossAndGradient(w, batch, expected);

      const backend = new SimdBackend();
      const objective = await backend.compile(model, data, options);
      const actual = new Float32Array(w.length);
      expect(await objective.lossAndGradient(w, batch, actual)).toBeCloseTo(expectedLoss, 5);
      const largest = expected.reduce((most, g) => Math.max(most, Math.abs(g)), 0);
      const error = actual.reduce((most, g, i) => Math.max(most, Math.abs(g - expected[i])), 0);
      expect(error).toBeLessThan(1e-5 * largest);
      const [evaluation, expectedEvaluation] = [
        await objective.evaluate(w, 'train'),
        await reference.evaluate(w, 'train'),
      ];
      expect(evaluation.loss).toBeCloseTo(expectedEvaluation.loss, 5);
      expect(evaluation.accuracy).toBe(expectedEvaluation.accuracy);
      backend.dispose();
    },
    60_000,
  );
});
