import { describe, expect, it } from '@jest/globals';
import { runsToBound, thresholdFromCounts } from '@dof/analysis';

describe('runsToBound', () => {
  it.each([
    [0.5, 5, 5],
    [0.1, 2, 29],
    [0.05, 2, 59],
    [0.9, 29, 2],
  ])('at delta %d needs %d failures or %d successes', (delta, failures, successes) => {
    expect(runsToBound({ delta })).toEqual({ failures, successes });
  });

  it.each([0.5, 0.25, 0.1])('is the least number that closes the interval, at delta %d', (delta) => {
    const { failures, successes } = runsToBound({ delta });
    const options = { level: 1, delta };
    const bounds = (d: number, trials: number, wins: number) =>
      thresholdFromCounts([{ d, trials, successes: wins }], options);
    expect(bounds(8, failures, 0).lower).toBe(8);
    expect(bounds(8, failures - 1, 0).lower).toBeNull();
    expect(bounds(8, successes, successes).upper).toBe(8);
    expect(bounds(8, successes - 1, successes - 1).upper).toBeNull();
  });

  it('refuses a delta of 0', () => {
    expect(() => runsToBound({ delta: 0 })).toThrow(expect.objectContaining({ code: 'DOF_ANALYSIS_SETTING_INVALID' }));
  });
});
