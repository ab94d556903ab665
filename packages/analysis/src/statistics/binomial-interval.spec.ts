import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { binomialInterval, exactLowerBound, exactUpperBound } from './binomial-interval.js';

/** P(X >= least) for X binomial, summed term by term. */
function upperTail(least: number, trials: number, probability: number): number {
  let term = (1 - probability) ** trials;
  let sum = 0;
  for (let k = 0; k <= trials; k += 1) {
    if (k >= least) sum += term;
    term *= ((trials - k) / (k + 1)) * (probability / (1 - probability));
  }
  return sum;
}

const counts = fc
  .integer({ min: 1, max: 60 })
  .chain((trials) => fc.record({ trials: fc.constant(trials), successes: fc.integer({ min: 0, max: trials }) }));

describe('binomialInterval', () => {
  it('agrees with the values of R for 4 of 10', () => {
    const exact = binomialInterval(4, 10, 0.95);
    expect(exact.lower).toBeCloseTo(0.1215523, 7);
    expect(exact.upper).toBeCloseTo(0.7376219, 7);
    const wilson = binomialInterval(4, 10, 0.95, 'wilson');
    expect(wilson.lower).toBeCloseTo(0.1681803, 7);
    expect(wilson.upper).toBeCloseTo(0.6873262, 7);
  });

  it.each([1, 2, 4, 30])('has the closed form at 0 and at all of %d trials', (trials) => {
    const end = 0.025 ** (1 / trials);
    expect(binomialInterval(0, trials, 0.95)).toEqual({ lower: 0, upper: expect.closeTo(1 - end, 10) });
    expect(binomialInterval(trials, trials, 0.95)).toEqual({ lower: expect.closeTo(end, 10), upper: 1 });
    expect(binomialInterval(0, trials, 0.95, 'wilson').lower).toBe(0);
    expect(binomialInterval(trials, trials, 0.95, 'wilson').upper).toBe(1);
  });

  it('has Clopper-Pearson ends at which the observed tail has half the error', () => {
    fc.assert(
      fc.property(counts, fc.constantFrom(0.8, 0.95, 0.99), ({ trials, successes }, confidence) => {
        const { lower, upper } = binomialInterval(successes, trials, confidence);
        const half = (1 - confidence) / 2;
        if (successes > 0) expect(upperTail(successes, trials, lower)).toBeCloseTo(half, 8);
        if (successes < trials) expect(1 - upperTail(successes + 1, trials, upper)).toBeCloseTo(half, 8);
      }),
      { numRuns: 200 },
    );
  });

  it('has Wilson ends at which the observed share is one normal quantile away', () => {
    fc.assert(
      fc.property(counts, ({ trials, successes }) => {
        const { lower, upper } = binomialInterval(successes, trials, 0.95, 'wilson');
        const share = successes / trials;
        for (const [end, reached] of [
          [lower, successes > 0],
          [upper, successes < trials],
        ] as const) {
          if (reached) expect(Math.abs(share - end) / Math.sqrt((end * (1 - end)) / trials)).toBeCloseTo(1.959964, 5);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('mirrors when successes and failures change places', () => {
    fc.assert(
      fc.property(counts, fc.constantFrom('wilson', 'clopper-pearson'), ({ trials, successes }, name) => {
        const interval = binomialInterval(successes, trials, 0.9, name);
        const mirrored = binomialInterval(trials - successes, trials, 0.9, name);
        expect(interval.lower).toBeCloseTo(1 - mirrored.upper, 9);
        expect(interval.upper).toBeCloseTo(1 - mirrored.lower, 9);
      }),
    );
  });

  it('has one-sided bounds at which the observed tail has the whole error', () => {
    expect(upperTail(6, 7, exactLowerBound(6, 7, 0.05))).toBeCloseTo(0.05, 9);
    expect(1 - upperTail(3, 7, exactUpperBound(2, 7, 0.05))).toBeCloseTo(0.05, 9);
    expect(exactLowerBound(0, 7, 0.05)).toBe(0);
    expect(exactUpperBound(7, 7, 0.05)).toBe(1);
  });
});
