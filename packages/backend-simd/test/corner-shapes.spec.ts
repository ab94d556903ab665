import { describe, expect, it } from '@jest/globals';
import { availableEngines, SimdBackend } from '@dof/backend-simd';
import type { LayerSpec, ModelSpec } from '@dof/core';
import { drawAwayFromKinks, randomDataset, randomParameters, referenceObjective } from '@dof/testing';

const conv = (filters: number, kernelSize: number, rest: object = {}): LayerSpec => ({
  type: 'conv2d',
  filters,
  kernelSize,
  ...rest,
});
const valid = { padding: 'valid' } as const;
const norm: LayerSpec = { type: 'batchNorm' };
const relu: LayerSpec = { type: 'relu' };
const pool = (size: number, stride = size): LayerSpec => ({ type: 'averagePool2d', size, stride });

/** What random networks seldom or never draw. Two convolutions each, so that gradients in an input are in it too. */
const corners: Record<string, readonly [ModelSpec['inputShape'], readonly LayerSpec[]]> = {
  'kernels far larger than an image of one pixel': [
    [1, 1, 3],
    [conv(5, 9), conv(17, 11)],
  ],
  'kernels larger than one side': [
    [2, 13, 1],
    [conv(5, 7), conv(9, 5)],
  ],
  'VALID down to one pixel': [[7, 5, 2], [conv(3, 3, valid), conv(33, 3, valid)].concat(conv(2, 1, valid))],
  'VALID as large as the image': [
    [5, 5, 1],
    [conv(7, 3), conv(19, 5, valid)],
  ],
  'strides beyond the kernel': [
    [11, 10, 3],
    [conv(7, 3, { stride: 2 }), conv(18, 1, { stride: 4 })],
  ],
  'a stride beyond the image': [
    [6, 5, 2],
    [conv(4, 3), conv(6, 3, { stride: 9 })],
  ],
  'VALID strides with rows and columns left over': [
    [14, 15, 1],
    [conv(5, 3, { ...valid, stride: 3 }), conv(6, 3, { ...valid, stride: 2 })],
  ],
  'windows with gaps between them': [
    [11, 13, 2],
    [conv(5, 3), pool(2, 5), conv(3, 3)],
  ],
  'a window of one pixel at every third': [
    [7, 8, 2],
    [conv(9, 3), pool(1, 3), { type: 'maxPool2d', size: 2, stride: 1 }],
  ],
  'one channel and one unit': [
    [6, 6, 1],
    [conv(1, 3), conv(1, 3), { type: 'flatten' }, { type: 'dense', units: 1 }],
  ],
  'a flat input of three numbers, normalised': [
    [1, 1, 3],
    [{ type: 'flatten' }, norm, { type: 'tanh' }],
  ],
  // The input is read again by a later segment, but not by the backward pass.
  'a residual around the input': [
    [6, 6, 2],
    [{ type: 'residual', body: [pool(1), norm] }, conv(5, 3), norm, relu, conv(6, 3), norm, { type: 'gelu' }],
  ],
};

const SIZES = { trainCount: 13, testCount: 3 };
const options = { batchSize: 12, evaluationBatchSize: 5 };
const batches = [Uint32Array.of(3, 1, 2, 0, 6, 5, 4, 9, 7, 12, 11, 10), Uint32Array.of(8)];

describe.each(Object.entries(corners))('%s', (name, [inputShape, body]) => {
  const flat = body.some(({ type }) => type === 'flatten');
  const layers: LayerSpec[] = [...body, ...(flat ? [] : [{ type: 'flatten' } as const]), { type: 'dense', units: 4 }];
  const model: ModelSpec = { name, inputShape, layers, loss: 'mean-squared-error' };
  const w = randomParameters(model, [3, 4]);
  const normalised = JSON.stringify(layers).includes('batchNorm');
  const drawn = randomDataset([1, 2], { inputShape, classes: 4, ...SIZES });
  const data = normalised ? drawn : drawAwayFromKinks(model, w, drawn, [5, 6]);

  it.each(availableEngines())('agrees with the float64 reference: %s', async (engine) => {
    const backend = new SimdBackend({ engine });
    const [objective, reference] = [
      await backend.compile(model, data, options),
      referenceObjective(model, data, options),
    ];
    // A batch of one example normalised has no gradient before the normalisation to compare.
    for (const indices of normalised ? batches.slice(0, 1) : batches) {
      const [actual, expected] = [new Float32Array(w.length), new Float32Array(w.length)];
      const loss = await objective.lossAndGradient(w, { split: 'train', indices }, actual);
      expect(loss).toBeCloseTo(await reference.lossAndGradient(w, { split: 'train', indices }, expected), 5);
      const largest = expected.reduce((most, g) => Math.max(most, Math.abs(g)), 0);
      const error = actual.reduce((most, g, i) => Math.max(most, Math.abs(g - expected[i])), 0);
      expect(error).toBeLessThan((normalised ? 1e-4 : 1e-5) * largest);
    }
    backend.dispose();
  });
});
