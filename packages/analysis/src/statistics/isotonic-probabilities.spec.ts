import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { BinomialCount } from './binomial-count.js';
import { isotonicProbabilities } from './isotonic-probabilities.js';

const count = fc
  .integer({ min: 1, max: 9 })
  .chain((trials) => fc.record({ trials: fc.constant(trials), successes: fc.integer({ min: 0, max: trials }) }));

/** max over starts a <= i of min over ends b >= i of the pooled share of a..b: another formula for the same fit. */
function maxMin(counts: readonly BinomialCount[], i: number): number {
  const shares = counts.slice(0, i + 1).map((_, a) =>
    Math.min(
      ...counts.slice(i).map((_, offset) => {
        const pool = counts.slice(a, i + offset + 1);
        return pool.reduce((sum, c) => sum + c.successes, 0) / pool.reduce((sum, c) => sum + c.trials, 0);
      }),
    ),
  );
  return Math.max(...shares);
}

describe('isotonicProbabilities', () => {
  it('leaves rising shares alone', () => {
    const rising = [0, 1, 2, 4].map((successes) => ({ trials: 4, successes }));
    expect(isotonicProbabilities(rising)).toEqual([0, 0.25, 0.5, 1]);
  });

  it('pools violators by their trials', () => {
    expect(
      isotonicProbabilities([
        { trials: 1, successes: 1 },
        { trials: 3, successes: 0 },
        { trials: 2, successes: 2 },
      ]),
    ).toEqual([0.25, 0.25, 1]);
  });

  it('is empty for no counts', () => {
    expect(isotonicProbabilities([])).toEqual([]);
  });

  it('equals the max-min formula', () => {
    fc.assert(
      fc.property(fc.array(count, { maxLength: 8 }), (counts) => {
        expect(isotonicProbabilities(counts)).toEqual(counts.map((_, i) => maxMin(counts, i)));
      }),
    );
  });
});
