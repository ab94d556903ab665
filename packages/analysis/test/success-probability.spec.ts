import { describe, expect, it } from '@jest/globals';
import { successProbability } from '@dof/analysis';

const trials = [0.1, 0.4, 0.2, Infinity].map((best, seed) => ({ d: 64, seed, best }));

describe('successProbability', () => {
  it('answers share and exact interval for every d', () => {
    expect(successProbability([...trials, { d: 8, seed: 0, best: 2 }], 0.2)).toEqual([
      { d: 8, trials: 1, successes: 0, estimate: 0, lower: 0, upper: expect.closeTo(0.975, 10) },
      {
        d: 64,
        trials: 4,
        successes: 2,
        estimate: 0.5,
        lower: expect.closeTo(0.067586, 6),
        upper: expect.closeTo(0.932414, 6),
      },
    ]);
  });

  it('offers the Wilson interval, other confidences and accuracies', () => {
    const [wilson] = successProbability(trials, 0.2, { interval: 'wilson', confidence: 0.95 });
    expect(wilson.lower).toBeCloseTo(0.15004, 5);
    expect(wilson.upper).toBeCloseTo(0.84996, 5);
    const [wide] = successProbability(trials, 0.2, { confidence: 0.99 });
    expect(wide.lower).toBeLessThan(0.0675);
    expect(successProbability([{ d: 1, seed: 0, best: 0.95 }], 0.9, { direction: 'at-least' })[0].successes).toBe(1);
  });

  it('answers nothing for no trials', () => {
    expect(successProbability([], 0.1)).toEqual([]);
  });

  it.each([0, 1, 95, NaN])('refuses the confidence %d', (confidence) => {
    expect(() => successProbability(trials, 0.1, { confidence })).toThrow(
      expect.objectContaining({ code: 'DOF_ANALYSIS_SETTING_INVALID' }),
    );
  });
});
