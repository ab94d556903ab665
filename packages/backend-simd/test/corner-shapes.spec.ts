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

const maxPool = (size: number, stride: number, padding: number): LayerSpec => ({
  type: 'maxPool2d',
  ...{ size, stride, padding },
});
const layerNorm: LayerSpec = { type: 'layerNorm' };
const gelu: LayerSpec = { type: 'gelu', approximate: 'none' };

Object.assign(corners, {
  'padding by numbers, with and without Winograd tiles': [
    [9, 10, 3],
    [conv(16, 3), conv(16, 3, { padding: 2 }), conv(17, 3, { padding: 0 }), conv(16, 3, { padding: 1 }), relu],
  ],
  'padding beyond the kernel': [
    [4, 3, 2],
    [conv(16, 3, { padding: 5 }), conv(16, 3, { padding: 3 }), conv(4, 1, { padding: 2, stride: 3 })],
  ],
  'padded pools': [
    [9, 8, 2],
    [conv(5, 3), relu, maxPool(2, 2, 1), conv(9, 3), maxPool(5, 1, 2), maxPool(3, 4, 1), maxPool(7, 7, 3)],
  ],
  'depthwise from the input on, with strides': [
    [11, 10, 3],
    [conv(3, 3, { groups: 3, stride: 2 }), relu, conv(19, 1), conv(19, 5, { groups: 19, stride: 2 }), relu, pool(2)],
  ],
  'depthwise with several filters each': [
    [5, 6, 3],
    [conv(6, 3, { groups: 3 }), relu, conv(18, 3, { groups: 6, padding: 3 }), { type: 'tanh' }],
  ],
  'groups that are no whole vectors': [
    [6, 5, 2],
    [conv(20, 3), conv(12, 3, { groups: 4, bias: false }), relu, conv(34, 3, { groups: 2, stride: 2 }), gelu],
  ],
  'dilated kernels with more taps than are listed at once': [
    [12, 11, 2],
    [conv(5, 9, { dilation: 2 }), conv(9, 9, { groups: 1, dilation: 3, padding: 13, stride: 2 })],
  ],
  'dilated depthwise, VALID': [
    [9, 10, 4],
    [conv(4, 3, { groups: 4, dilation: 2 }), conv(4, 3, { ...valid, groups: 4, dilation: 3 }), relu],
  ],
  'layer normalisation of few channels and of many': [
    [4, 3, 2],
    [layerNorm, conv(2, 3), layerNorm, { type: 'leakyRelu', slope: 0.3 }, conv(37, 3), layerNorm, gelu],
  ],
  'layer normalisation of one channel': [
    [4, 3, 1],
    [conv(1, 3), { type: 'residual', body: [layerNorm] }, conv(3, 3)],
  ],
  'a flat input of three numbers, normalised by itself': [
    [1, 1, 3],
    [{ type: 'flatten' }, layerNorm, { type: 'dense', units: 13 }, layerNorm, { type: 'leakyRelu' }],
  ],
  'layer normalisation across segments': [
    [6, 6, 3],
    [conv(8, 3), norm, layerNorm, conv(8, 3, { groups: 8 }), norm, gelu, conv(6, 3, { groups: 2 }), norm, layerNorm],
  ],
} satisfies typeof corners);

const SIZES = { trainCount: 13, testCount: 3 };
const options = { batchSize: 12, evaluationBatchSize: 5 };
const batches = [Uint32Array.of(3, 1, 2, 0, 6, 5, 4, 9, 7, 12, 11, 10), Uint32Array.of(8)];

describe.each(Object.entries(corners))('%s', (name, [inputShape, body]) => {
  const flat = body.some(({ type }) => type === 'flatten');
  const layers: LayerSpec[] = [...body, ...(flat ? [] : [{ type: 'flatten' } as const]), { type: 'dense', units: 4 }];
  const model: ModelSpec = { name, inputShape, layers, loss: 'mean-squared-error' };
  const w = randomParameters(model, [3, 4]);
  const normalised = JSON.stringify(layers).includes('batchNorm');
  // Small deviations magnify rounding.
  const tolerance = normalised || JSON.stringify(layers).includes('layerNorm') ? 1e-4 : 1e-5;
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
      expect(error).toBeLessThan(tolerance * largest);
    }
    backend.dispose();
  });
});
