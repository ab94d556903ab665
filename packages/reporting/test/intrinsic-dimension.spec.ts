import { describe, expect, it } from '@jest/globals';
import type { RunResult } from '@dof/core';
import { summarise, summaryTable, resultsDocument } from '@dof/reporting';
import { reportInput, runResult } from './run-results.js';

/** Five runs at each d whose accuracies are 1 / (1 + 1.1 loss). */
const input = reportInput([64, 128], [Array.from({ length: 5 }, () => 1), Array.from({ length: 5 }, () => 0.05)]);
const full = (seed: number, loss: number): RunResult => ({
  ...runResult({ d: 20_490, seed, losses: [loss], method: 'full' }),
  fullModel: true,
});
const withFull = { ...input, results: [...input.results, full(0, 0.01), full(1, 0.03)] };

describe('d_int90', () => {
  it('is the threshold of 90 % of the full model, trained in the same experiment', () => {
    const [random, ownFull] = summarise(withFull).methods;
    const fullAccuracy = (1 / 1.011 + 1 / 1.033) / 2;
    expect(random.intrinsicDimension).toMatchObject({
      share: 0.9,
      fullRuns: 2,
      threshold: { status: 'measured', direction: 'at-least', lower: 64, upper: 128 },
      dStar: '91 (64 < d* <= 128)',
    });
    expect(random.intrinsicDimension?.fullAccuracy).toBeCloseTo(fullAccuracy, 10);
    expect(random.intrinsicDimension?.level).toBeCloseTo(0.9 * fullAccuracy, 10);
    expect(ownFull.intrinsicDimension).toBeUndefined();
  });

  it('goes by the most accurate recipe of the full model, and pools none', () => {
    const other = runResult({ d: 20_490, seed: 0, losses: [1.5], method: 'full', learningRate: 1 });
    const results = [{ ...other, fullModel: true } as const, ...withFull.results];
    const [, random] = summarise({ ...withFull, results }).methods;
    expect(random.intrinsicDimension).toEqual({
      ...summarise(withFull).methods[0].intrinsicDimension,
      fullModel: 'full (learning rate 0.05)',
    });
  });

  it('is in the tables and in results.json', () => {
    expect(summaryTable(summarise(withFull))).toMatch(/d_int90, test accuracy 0\.8807 +91 +64 < d\* <= 128/);
    expect(resultsDocument(withFull).methods[0].intrinsicDimension?.dStar).toBe('91 (64 < d* <= 128)');
  });

  it('takes another share', () => {
    const { analysis } = input;
    const [random] = summarise({ ...withFull, analysis: { ...analysis, fullModelShare: 0.4 } }).methods;
    expect(random.intrinsicDimension?.threshold.status).toBe('below');
  });

  it('is not there without the full model from the same start', () => {
    expect(summarise(input).methods[0].intrinsicDimension).toBeUndefined();
    const elsewhere = full(0, 0.01);
    const { specification } = elsewhere;
    const start = { type: 'burn-in', seed: 0, steps: 5, learningRate: 0.1, momentum: 0.9, batchSize: 8 } as const;
    const results = [...input.results, { ...elsewhere, specification: { ...specification, start } }];
    expect(summarise({ ...input, results }).methods[0].intrinsicDimension).toBeUndefined();
  });
});
