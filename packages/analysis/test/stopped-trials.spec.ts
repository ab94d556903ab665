import { describe, expect, it } from '@jest/globals';
import { describeThreshold, successProbability, thresholdTrainingDimension, type Trial } from '@dof/analysis';

/** Five runs at each d, stopped where they reached 0.5. */
const trials: Trial[] = [64, 128, 256].flatMap((d) =>
  [0, 1, 2, 3, 4].map((seed) =>
    d === 64 ? { d, seed, best: 0.9 } : { d, seed, best: 0.45, ...(d === 128 || seed > 1 ? { stopped: true } : {}) },
  ),
);

describe('trials that were stopped at a level', () => {
  it('tell about that level and easier ones as any others', () => {
    const answer = thresholdTrainingDimension(trials, { level: 0.5 });
    expect(answer).toMatchObject({ status: 'measured', lower: 64, upper: 128 });
    expect(thresholdTrainingDimension(trials, { level: 1 }).status).toBe('below');
  });

  it('say of harder ones only what holds whatever they would have done', () => {
    const answer = thresholdTrainingDimension(trials, { level: 0.1 });
    // Had all of them succeeded, d* would still be above 64.
    expect(answer).toMatchObject({ status: 'censored', dStar: null, censoredTrials: 8, lower: 64, upper: null });
    expect(describeThreshold(answer)).toBe('unknown, as 8 runs were stopped before this level (d* > 64)');
    const [, , last] = successProbability(trials, 0.1);
    expect(last).toMatchObject({ d: 256, successes: 0, censored: 3, lower: 0 });
    // Three of five successes at most.
    expect(last.upper).toBeGreaterThan(0.9);
    expect(last.upper).toBeLessThan(1);
  });

  it('hold accuracies too', () => {
    const accuracies = trials.map((trial) => ({ ...trial, best: -trial.best }));
    const answer = thresholdTrainingDimension(accuracies, { level: -0.1, direction: 'at-least' });
    expect(answer).toMatchObject({ status: 'censored', lower: 64, upper: null });
  });
});
