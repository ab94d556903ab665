import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  successProbability,
  thresholdTrainingDimension,
  type ThresholdTrainingDimension,
  type Trial,
} from '@dof/analysis';

const trial: fc.Arbitrary<Trial> = fc.record({
  d: fc.constantFrom(1, 3, 8, 20, 64, 100, 1000),
  seed: fc.nat(100),
  best: fc.constantFrom(0.01, 0.1, 0.3, 0.5, 1, 2, Infinity),
});
/** A d and seed come once: a run that is listed twice is refused. */
const trials = fc.uniqueArray(trial, { minLength: 1, maxLength: 60, selector: ({ d, seed }) => `${d} ${seed}` });
const level = fc.constantFrom(0.05, 0.1, 0.2, 0.5, 1.5);
const delta = fc.constantFrom(0.05, 0.1, 0.3, 0.5, 0.8);

/** d* with its censored answers put in order: below everything measured, or above it. */
function rank(answer: ThresholdTrainingDimension): number {
  return answer.dStar ?? (answer.status === 'below' ? 0 : Infinity);
}

/** Rounding of the interpolated power. */
const slack = (value: number) => value * (1 + 1e-9);

describe('thresholdTrainingDimension, for any trials', () => {
  it('has an interval that contains the estimate and the pair of measured d around it', () => {
    fc.assert(
      fc.property(trials, level, delta, (table, level, delta) => {
        const answer = thresholdTrainingDimension(table, { level, delta });
        const lower = answer.lower ?? 0;
        const upper = answer.upper ?? Infinity;
        const measured = answer.fit.map((point) => point.d);
        expect(upper).toBeGreaterThan(lower);
        if (answer.status === 'measured') {
          const above = measured.find((d) => slack(d) >= answer.dStar) ?? Infinity;
          expect(upper).toBeGreaterThanOrEqual(above);
          expect(lower).toBeLessThanOrEqual(measured[measured.indexOf(above) - 1]);
          expect(answer.dStar).toBeGreaterThan(lower);
          expect(answer.dStar).toBeLessThanOrEqual(slack(upper));
        }
        if (answer.status === 'above') expect([answer.upper, lower <= answer.largest]).toEqual([null, true]);
        if (answer.status === 'below') expect([answer.lower, upper >= answer.smallest]).toEqual([null, true]);
      }),
      { numRuns: 500 },
    );
  });

  it('takes no run twice for evidence', () => {
    fc.assert(
      fc.property(trials, fc.nat(), level, (table, index, level) => {
        const twice = [...table, { ...table[index % table.length], best: 0.3 }];
        const repeated = expect.objectContaining({ code: 'DOF_TRIAL_REPEATED' });
        expect(() => thresholdTrainingDimension(twice, { level })).toThrow(repeated);
        expect(() => successProbability(twice, level)).toThrow(repeated);
      }),
    );
  });

  it('does not depend on the order of trials', () => {
    const shuffled = trials.chain((table) =>
      fc.tuple(fc.constant(table), fc.shuffledSubarray(table, { minLength: table.length })),
    );
    fc.assert(
      fc.property(shuffled, level, delta, ([table, other], level, delta) => {
        const answer = thresholdTrainingDimension(table, { level, delta });
        expect(thresholdTrainingDimension(other, { level, delta })).toEqual(answer);
      }),
    );
  });

  it('needs no more degrees of freedom for an easier level or a larger delta', () => {
    fc.assert(
      fc.property(trials, level, level, delta, delta, (table, level, otherLevel, delta, otherDelta) => {
        const hard = { level: Math.min(level, otherLevel), delta: Math.min(delta, otherDelta) };
        const easy = { level: Math.max(level, otherLevel), delta: Math.max(delta, otherDelta) };
        expect(rank(thresholdTrainingDimension(table, easy))).toBeLessThanOrEqual(
          slack(rank(thresholdTrainingDimension(table, hard))),
        );
      }),
      { numRuns: 500 },
    );
  });

  it('is never lowered by further failures nor raised by further successes', () => {
    fc.assert(
      fc.property(trials, fc.array(trial, { maxLength: 10 }), level, delta, (table, more, level, delta) => {
        const before = rank(thresholdTrainingDimension(table, { level, delta }));
        const ended = (best: number) => [...table, ...more.map((trial, i) => ({ ...trial, seed: 1000 + i, best }))];
        const failed = thresholdTrainingDimension(ended(Infinity), { level, delta });
        expect(slack(rank(failed))).toBeGreaterThanOrEqual(before);
        const inside = ended(0).filter(({ d }) => table.some((trial) => trial.d === d));
        expect(rank(thresholdTrainingDimension(inside, { level, delta }))).toBeLessThanOrEqual(slack(before));
      }),
      { numRuns: 500 },
    );
  });

  it('turns accuracies into losses by their sign', () => {
    fc.assert(
      fc.property(trials, level, delta, (table, level, delta) => {
        const loss = thresholdTrainingDimension(table, { level, delta });
        const negated = table.map((trial) => ({ ...trial, best: -trial.best }));
        const options = { level: -level, delta, direction: 'at-least' } as const;
        const expected = { ...loss, level: -level, direction: 'at-least' };
        expect(thresholdTrainingDimension(negated, options)).toEqual(expected);
      }),
    );
  });

  it('scales with d', () => {
    fc.assert(
      fc.property(trials, level, delta, (table, level, delta) => {
        const answer = thresholdTrainingDimension(table, { level, delta });
        const scaled = table.map((trial) => ({ ...trial, d: trial.d * 7 }));
        const other = thresholdTrainingDimension(scaled, { level, delta });
        expect(other.lower).toEqual(answer.lower === null ? null : answer.lower * 7);
        expect(other.upper).toEqual(answer.upper === null ? null : answer.upper * 7);
        expect(other.status).toBe(answer.status);
        if (answer.dStar !== null) expect(other.dStar).toBeCloseTo(answer.dStar * 7, 6);
      }),
    );
  });
});
