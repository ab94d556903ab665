import { describe, expect, it } from '@jest/globals';
import { countSuccesses } from './count-successes.js';

const trials = [
  { d: 16, seed: 0, best: 0.1 },
  { d: 8, seed: 0, best: Infinity },
  { d: 16, seed: 1, best: 0.3 },
  { d: 8, seed: 1, best: 0.2 },
];

describe('countSuccesses', () => {
  it('counts by rising d, an equal value as reached and a diverged run as failed', () => {
    expect(countSuccesses(trials, 0.2)).toEqual([
      { d: 8, trials: 2, successes: 1 },
      { d: 16, trials: 2, successes: 1 },
    ]);
  });

  it('counts accuracies upwards', () => {
    expect(
      countSuccesses(
        [
          { d: 8, seed: 0, best: 0.9 },
          { d: 8, seed: 1, best: 0.91 },
          { d: 8, seed: 2, best: -Infinity },
        ],
        0.9,
        'at-least',
      ),
    ).toEqual([{ d: 8, trials: 3, successes: 2 }]);
  });

  it.each([0, -1, 1.5, NaN, Infinity])('refuses d = %d', (d) => {
    expect(() => countSuccesses([{ d, seed: 0, best: 1 }], 1)).toThrow(
      expect.objectContaining({ code: 'DOF_TRIAL_INVALID', message: expect.stringContaining(`d = ${d}`) }),
    );
  });

  it('refuses a best value that is not a number', () => {
    expect(() => countSuccesses([{ d: 1, seed: 0, best: NaN }], 1)).toThrow(
      expect.objectContaining({ code: 'DOF_TRIAL_INVALID', message: expect.stringContaining('Infinity') }),
    );
  });

  it.each([NaN, Infinity])('refuses the level %d', (level) => {
    expect(() => countSuccesses(trials, level)).toThrow(expect.objectContaining({ code: 'DOF_LEVEL_INVALID' }));
  });
});
