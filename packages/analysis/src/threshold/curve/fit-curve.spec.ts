import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { logisticCurve, SUCCESS_CURVES } from '../../statistics/success-curve.js';
import { curveCounts, type CurveCount } from './curve-counts.js';
import { curveLogLikelihood, fitCurve } from './fit-curve.js';
import { profileLogLikelihood } from './profile-log-likelihood.js';

const table = (trials: number, ...successes: number[]): CurveCount[] =>
  curveCounts(successes.map((count, i) => ({ d: 2 ** (i + 3), trials, successes: count })));

const anyTable = fc
  .array(fc.integer({ min: 1, max: 9 }), { minLength: 2, maxLength: 6 })
  .chain((trials) =>
    fc
      .tuple(...trials.map((n) => fc.integer({ min: 0, max: n })))
      .map((successes) => curveCounts(trials.map((n, i) => ({ d: 3 * 2 ** i, trials: n, successes: successes[i] })))),
  );

describe('fitCurve', () => {
  it('has the closed form of two d: the logits of their shares', () => {
    const fit = fitCurve(logisticCurve, table(10, 2, 7));
    const logits = [Math.log(2 / 8), Math.log(7 / 3)];
    expect(fit.slope).toBeCloseTo(logits[1] - logits[0], 6);
    expect(fit.threshold(0.5)).toBeCloseTo(3 - logits[0] / (logits[1] - logits[0]), 6);
    expect(fit.threshold(0.2)).toBeCloseTo(3, 6);
  });

  it('solves the score equations: residuals sum to nothing, alone and times log2 d', () => {
    const counts = table(10, 1, 3, 4, 8, 9);
    const { intercept, slope, centre } = fitCurve(logisticCurve, counts);
    const residuals = counts.map(
      ({ octave, successes }) => successes - 10 / (1 + Math.exp(-(intercept + slope * (octave - centre)))),
    );
    expect(residuals.reduce((sum, residual) => sum + residual, 0)).toBeCloseTo(0, 5);
    expect(residuals.reduce((sum, residual, i) => sum + residual * counts[i].octave, 0)).toBeCloseTo(0, 5);
  });

  it.each([
    ['a gap', table(5, 0, 0, 5, 5), 4.5, 0],
    ['one d that has both', table(5, 0, 2, 5, 5), 4, 2 * Math.log(0.4) + 3 * Math.log(0.6)],
  ])('jumps in the middle of %s', (_, counts, threshold, logLikelihood) => {
    const fit = fitCurve(logisticCurve, counts);
    expect(fit.slope).toBe(Infinity);
    expect(fit.threshold(0.5)).toBe(threshold);
    expect(fit.logLikelihood).toBeCloseTo(logLikelihood, 12);
  });

  it.each([
    ['falls', table(5, 4, 3, 1)],
    ['is flat', table(4, 2, 2, 2)],
  ])('has no slope where success %s', (_, counts) => {
    const fit = fitCurve(logisticCurve, counts);
    expect(fit.slope).toBe(0);
    expect(fit.threshold(0.5)).toBeNaN();
  });

  it('is not beaten by any curve nearby, for any counts and shape', () => {
    fc.assert(
      fc.property(
        anyTable,
        fc.constantFrom(...SUCCESS_CURVES),
        fc.double({ min: -9, max: 9, noNaN: true }),
        fc.double({ min: 0, max: 30, noNaN: true }),
        (counts, curve, intercept, slope) => {
          const fit = fitCurve(curve, counts);
          expect(curveLogLikelihood(curve, counts, counts[0].octave, intercept, slope)).toBeLessThanOrEqual(
            fit.logLikelihood + 1e-6,
          );
        },
      ),
      { numRuns: 400 },
    );
  });
});

describe('profileLogLikelihood', () => {
  it('is the largest likelihood over slopes, and at the fitted threshold that of the fit', () => {
    fc.assert(
      fc.property(
        anyTable,
        fc.constantFrom(...SUCCESS_CURVES),
        fc.constantFrom(0.3, 0.5, 0.9),
        fc.double({ min: 0, max: 8, noNaN: true }),
        (counts, curve, target, octave) => {
          const profile = profileLogLikelihood(curve, counts, target, octave).logLikelihood;
          for (const slope of [0, 0.01, 0.1, 0.3, 1, 3, 10, 100]) {
            expect(curveLogLikelihood(curve, counts, octave, curve.inverse(target), slope)).toBeLessThanOrEqual(
              profile + 1e-6,
            );
          }
          const fit = fitCurve(curve, counts);
          expect(profile).toBeLessThanOrEqual(fit.logLikelihood + 1e-6);
          if (fit.slope > 1e-3 && fit.slope < 1e3) {
            const atFit = profileLogLikelihood(curve, counts, target, fit.threshold(target));
            expect(atFit.logLikelihood).toBeCloseTo(fit.logLikelihood, 4);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
