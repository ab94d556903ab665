import { describe, expect, it } from '@jest/globals';
import { datasetContentHash } from '@dof/core';
import { standardisedExamples } from '../reference/standardised-examples.js';
import { randomDataset } from './random-dataset.js';

const shape = { inputShape: [3, 2, 2] as const, classes: 4, trainCount: 50, testCount: 7 };

describe('randomDataset', () => {
  const data = randomDataset([1, 2], shape);

  it('has the sizes asked for and every class', () => {
    expect(data.train.inputs).toHaveLength(50 * 12);
    expect(data.test.inputs).toHaveLength(7 * 12);
    expect(data.test.labels).toHaveLength(7);
    expect(new Set(data.train.labels)).toEqual(new Set([0, 1, 2, 3]));
  });

  it('has a mean of 0 in every pixel of the training set after standardisation', () => {
    const { inputs } = standardisedExamples(
      data,
      'train',
      Uint32Array.from({ length: 50 }, (_, i) => i),
    );
    for (let pixel = 0; pixel < 12; pixel++) {
      const mean = inputs.reduce((sum, value, i) => (i % 12 === pixel ? sum + value / 50 : sum), 0);
      expect(Math.abs(mean)).toBeLessThan(1e-7);
    }
  });

  it('depends on its key alone, and says so in its hash', () => {
    expect(randomDataset([1, 2], shape)).toEqual(data);
    expect(randomDataset([1, 3], shape).contentHash).not.toBe(data.contentHash);
    expect(data.contentHash).toBe(datasetContentHash(data));
  });
});
