import { describe, expect, it } from '@jest/globals';
import type { ModelSpec } from '@dof/core';
import { referenceKinkMargin } from '../reference/reference-kink-margin.js';
import { standardisedExamples } from '../reference/standardised-examples.js';
import { drawAwayFromKinks } from './draw-away-from-kinks.js';
import { drawBatchesAwayFromKinks } from './draw-batches-away-from-kinks.js';
import { randomDataset } from './random-dataset.js';
import { randomParameters } from './random-parameters.js';

const model: ModelSpec = {
  name: 'normalised',
  inputShape: [4, 4, 1],
  layers: [
    { type: 'conv2d', filters: 2, kernelSize: 3 },
    { type: 'batchNorm' },
    { type: 'relu' },
    { type: 'flatten' },
    { type: 'dense', units: 2 },
  ],
  loss: 'softmax-cross-entropy',
};
const batches = [
  { split: 'train' as const, indices: Uint32Array.of(4, 1, 0) },
  { split: 'train' as const, indices: Uint32Array.of(0, 2) },
  { split: 'test' as const, indices: Uint32Array.of(1, 0) },
];
const problem = (seed: number) => ({
  w: randomParameters(model, [seed, 1]),
  data: randomDataset([seed, 0], { inputShape: [4, 4, 1], classes: 2, trainCount: 5, testCount: 2 }),
});

describe('drawBatchesAwayFromKinks', () => {
  it('clears every batch, and leaves the data alone where they are clear', () => {
    const kept = [0, 0];
    for (let seed = 0; seed < 40; seed++) {
      const { w, data } = problem(seed);
      const margin = (from: typeof data): number =>
        Math.min(
          ...batches.map(({ split, indices }) =>
            referenceKinkMargin(
              model,
              Float64Array.from(w),
              standardisedExamples(from, split, indices).inputs,
              indices.length,
            ),
          ),
        );
      const away = drawBatchesAwayFromKinks(model, w, data, batches, [seed, 2], 5e-3);
      expect(margin(away)).toBeGreaterThanOrEqual(5e-3);
      expect(away.train.labels).toEqual(data.train.labels);
      expect(away.standardisation).toEqual(data.standardisation);
      const wasClear = margin(data) >= 5e-3;
      expect(away.contentHash === data.contentHash).toBe(wasClear);
      kept[Number(wasClear)]++;
    }
    expect(Math.min(...kept)).toBeGreaterThan(0);
  });

  it('gives up on a margin that no draw keeps', () => {
    const { w, data } = problem(1);
    expect(() => drawBatchesAwayFromKinks(model, w, data, batches, [1, 2], 100)).toThrow(/within 100 of a kink/);
  });

  it('is the one to use: drawing example by example refuses batch norm', () => {
    const { w, data } = problem(1);
    expect(() => drawAwayFromKinks(model, w, data, [1, 2])).toThrow(/drawBatchesAwayFromKinks/);
  });
});
