import { describe, expect, it } from '@jest/globals';
import {
  countSuccesses,
  describeThreshold,
  thresholdFromCounts,
  thresholdTrainingDimension,
  type Trial,
} from '@dof/analysis';

/** `bests[i]` are the best losses at d = 2^(3 + i). */
const table = (...bests: number[][]): Trial[] =>
  bests.flatMap((values, i) => values.map((best, seed) => ({ d: 2 ** (3 + i), seed, best })));

const repeat = (times: number, best: number) => new Array<number>(times).fill(best);

/** Nothing below d = 64, everything from there on, for the level 0.5. */
const separated = (seeds: number) => table(...[2, 2, 2, 0.1, 0.1, 0.1].map((best) => repeat(seeds, best)));

describe('thresholdTrainingDimension', () => {
  it.each([1, 2, 3, 5, 50])('puts separated trials with %d seeds in the middle of their bracket, in log d', (seeds) => {
    const answer = thresholdTrainingDimension(separated(seeds), { level: 0.5 });
    expect(answer).toMatchObject({ status: 'measured', smallest: 8, largest: 256, trials: 6 * seeds });
    expect(answer.dStar).toBeCloseTo(Math.sqrt(32 * 64), 9);
  });

  it.each([
    [1, null, null],
    [2, 8, 256],
    [3, 16, 128],
    [4, 16, 128],
    [5, 32, 64],
    [1000, 32, 64],
  ])('answers with %d seeds the interval (%d, %d]', (seeds, lower, upper) => {
    expect(thresholdTrainingDimension(separated(seeds), { level: 0.5 })).toMatchObject({ lower, upper });
  });

  it('interpolates the isotonic fit in log d', () => {
    // Shares 0, 1/4, 3/4, 1 at d = 8, 16, 32, 64: a quarter of the way from 16 to 32 is 3/8.
    const trials = table(repeat(4, 2), [0.1, 2, 2, 2], [0.1, 0.1, 0.1, 2], repeat(4, 0.1));
    const answer = thresholdTrainingDimension(trials, { level: 0.5, delta: 5 / 8 });
    expect(answer.dStar).toBeCloseTo(16 * 2 ** 0.25, 9);
    expect(answer.fit.map((point) => point.probability)).toEqual([0, 0.25, 0.75, 1]);
  });

  it('pools what falls with d', () => {
    const trials = table([2, 2], [0.1, 0.1], [2, 2], [0.1, 0.1]);
    const answer = thresholdTrainingDimension(trials, { level: 0.5, delta: 0.25 });
    expect(answer.fit.map((point) => point.probability)).toEqual([0, 0.5, 0.5, 1]);
    expect(answer.dStar).toBeCloseTo(32 * Math.SQRT2, 9);
  });

  it('is a measured d where the share there is 1 - delta', () => {
    const trials = table(repeat(10, 2), [...repeat(9, 0.1), 2], repeat(10, 0.1));
    expect(thresholdTrainingDimension(trials, { level: 0.5, delta: 0.1 })).toMatchObject({
      status: 'measured',
      dStar: 16,
    });
    const thirds = table(repeat(10, 2), [...repeat(3, 0.1), ...repeat(7, 2)], repeat(10, 0.1));
    expect(thresholdTrainingDimension(thirds, { level: 0.5, delta: 0.7 }).dStar).toBe(16);
  });

  it('says when the level is not reached up to the largest d', () => {
    const answer = thresholdTrainingDimension(separated(5), { level: 0.01 });
    expect(answer).toMatchObject({ status: 'above', dStar: null, lower: 256, upper: null });
    expect(describeThreshold(answer)).toBe('not reached up to d = 256 (d* > 256)');
  });

  it('says when the level is already reached at the smallest d', () => {
    const answer = thresholdTrainingDimension(separated(5), { level: 3 });
    expect(answer).toMatchObject({ status: 'below', dStar: null, lower: null, upper: 8 });
    expect(describeThreshold(answer)).toBe('already reached at d = 8 (d* <= 8)');
  });

  it('says when there is nothing to answer from', () => {
    const answer = thresholdTrainingDimension([], { level: 1 });
    expect(answer).toMatchObject({ status: 'no-data', dStar: null, lower: null, upper: null, smallest: null, fit: [] });
    expect(describeThreshold(answer)).toBe('no runs');
  });

  it('leaves the interval open where too few trials rule anything out', () => {
    const one = thresholdTrainingDimension(table([2]), { level: 0.5 });
    expect(describeThreshold(one)).toBe('not reached up to d = 8 (no bound)');
    const two = thresholdTrainingDimension(table(repeat(9, 2), [0.1]), { level: 0.5 });
    expect(describeThreshold(two)).toBe('11 (d* > 8)');
    const three = thresholdTrainingDimension(table([2], repeat(9, 0.1)), { level: 0.5 });
    expect(describeThreshold(three)).toBe('11 (d* <= 16)');
    expect(describeThreshold(thresholdTrainingDimension(separated(5), { level: 0.5 }))).toBe('45 (32 < d* <= 64)');
  });

  it('counts a run that diverged as a failure beyond what it had reached', () => {
    const trials = table(repeat(5, Infinity), [...repeat(4, Infinity), 0.4]);
    expect(thresholdTrainingDimension(trials, { level: 0.5 })).toMatchObject({ status: 'above', largest: 16 });
    expect(thresholdTrainingDimension(trials, { level: 0.5, delta: 0.85 })).toMatchObject({ status: 'measured' });
  });

  it('answers for accuracies', () => {
    const trials = separated(5).map((trial) => ({ ...trial, best: 1 - trial.best / 4 }));
    const answer = thresholdTrainingDimension(trials, { level: 0.9, direction: 'at-least' });
    expect(answer).toMatchObject({ status: 'measured', direction: 'at-least', lower: 32, upper: 64 });
  });

  it('is plain JSON', () => {
    for (const level of [0.01, 0.5, 3]) {
      const answer = thresholdTrainingDimension(separated(3), { level });
      expect(JSON.parse(JSON.stringify(answer))).toEqual(answer);
    }
  });

  it.each([0, 1, -0.5, NaN])('refuses %d as delta or confidence', (value) => {
    const refused = expect.objectContaining({ code: 'DOF_ANALYSIS_SETTING_INVALID' });
    expect(() => thresholdTrainingDimension([], { level: 1, delta: value })).toThrow(refused);
    expect(() => thresholdTrainingDimension([], { level: 1, confidence: value })).toThrow(refused);
  });
});

describe('thresholdFromCounts', () => {
  it('answers what the trials behind the counts answer', () => {
    const counts = countSuccesses(separated(3), 0.5);
    const options = { level: 0.5, delta: 0.3, confidence: 0.8 };
    expect(thresholdFromCounts(counts, options)).toEqual(thresholdTrainingDimension(separated(3), options));
  });

  it.each([
    [{ d: 0, trials: 1, successes: 0 }],
    [{ d: 1.5, trials: 1, successes: 0 }],
    [{ d: 8, trials: 0, successes: 0 }],
    [{ d: 8, trials: 2, successes: 3 }],
    [{ d: 8, trials: 2, successes: -1 }],
    [{ d: 8, trials: NaN, successes: 0 }],
    [{ d: 4, trials: 1, successes: 0 }],
    [{ d: 2, trials: 1, successes: 0 }],
  ])('refuses %j after d = 4', (count) => {
    expect(() => thresholdFromCounts([{ d: 4, trials: 1, successes: 0 }, count], { level: 1 })).toThrow(
      expect.objectContaining({ code: 'DOF_TRIAL_INVALID', message: expect.stringContaining(`d = ${count.d}`) }),
    );
  });
});
