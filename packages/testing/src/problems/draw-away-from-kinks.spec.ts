import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ModelSpec } from '@dof/core';
import { referenceKinkMargin } from '../reference/reference-loss-and-gradient.js';
import { standardisedExamples } from '../reference/standardised-examples.js';
import { arbitraryModel } from './arbitrary-model.js';
import { drawAwayFromKinks, drawBatchesAwayFromKinks } from './draw-away-from-kinks.js';
import { randomDataset } from './random-dataset.js';
import { randomParameters } from './random-parameters.js';

const shape = { classes: 2, trainCount: 3, testCount: 2 };

describe('drawAwayFromKinks', () => {
  it('leaves every example of both splits clear of the kinks and touches only the inputs that were near', () => {
    let redrawn = 0;
    fc.assert(
      fc.property(arbitraryModel({ maximumChannels: 7 }), fc.nat(), (model, seed) => {
        const data = randomDataset([seed, 0], { inputShape: model.inputShape, ...shape });
        const w = randomParameters(model, [seed, 1]);
        const point = Float64Array.from(w);
        const away = drawAwayFromKinks(model, w, data, [seed, 2], 1e-3);
        for (const split of ['train', 'test'] as const) {
          expect(away[split].labels).toEqual(data[split].labels);
          for (let n = 0; n < data[split].count; n++) {
            const before = standardisedExamples(data, split, [n]).inputs;
            const after = standardisedExamples(away, split, [n]).inputs;
            expect(referenceKinkMargin(model, point, after, 1)).toBeGreaterThanOrEqual(1e-3);
            if (referenceKinkMargin(model, point, before, 1) >= 1e-3) expect(after).toEqual(before);
            else redrawn++;
          }
        }
        expect(away.standardisation).toEqual(data.standardisation);
      }),
      { numRuns: 40, seed: 5 },
    );
    expect(redrawn).toBeGreaterThan(0);
  });

  it('gives up on a kink that no input avoids', () => {
    const model: ModelSpec = {
      name: 'stuck',
      inputShape: [1, 1, 1],
      layers: [{ type: 'flatten' }, { type: 'dense', units: 2 }, { type: 'relu' }],
      loss: 'softmax-cross-entropy',
    };
    const data = randomDataset([1, 1], { inputShape: [1, 1, 1], ...shape });
    expect(() => drawAwayFromKinks(model, new Float32Array(4), data, [1, 2])).toThrow(/example 0 of train/);
  });
});

const normalised: ModelSpec = {
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
  w: randomParameters(normalised, [seed, 1]),
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
              normalised,
              Float64Array.from(w),
              standardisedExamples(from, split, indices).inputs,
              indices.length,
            ),
          ),
        );
      const away = drawBatchesAwayFromKinks(normalised, w, data, batches, [seed, 2], 5e-3);
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
    expect(() => drawBatchesAwayFromKinks(normalised, w, data, batches, [1, 2], 100)).toThrow(/within 100 of a kink/);
  });

  it('is the one to use: drawing example by example refuses batch norm', () => {
    const { w, data } = problem(1);
    expect(() => drawAwayFromKinks(normalised, w, data, [1, 2])).toThrow(/drawBatchesAwayFromKinks/);
  });
});
