import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { lossLevelsFor } from './loss-levels-for.js';

const table = (bests: readonly number[]) => bests.map((best, i) => ({ d: 2 ** i, seed: 0, best }));

describe('lossLevelsFor', () => {
  it('answers 1, 2 and 5 times powers of ten inside the measured range, from easy to hard', () => {
    expect(lossLevelsFor(table([2.2, 1.7, 0.59, 0.19, 0.089, 0.046]))).toEqual([2, 1, 0.5, 0.2, 0.1, 0.05]);
  });

  it('includes the ends of the range', () => {
    expect(lossLevelsFor(table([2, 0.05]))).toEqual([2, 1, 0.5, 0.2, 0.1, 0.05]);
  });

  it('goes by the median at each d, so that one lucky or diverged run changes nothing', () => {
    const trials = [Infinity, 0.9, 0.8, 0.7, 1e-9].map((best, seed) => ({ d: 8, seed, best }));
    expect(lossLevelsFor([...trials, ...table([2.3])])).toEqual([2, 1]);
  });

  it('answers the next level above when the range holds none', () => {
    expect(lossLevelsFor(table([0.23, 0.21]))).toEqual([0.5]);
    expect(lossLevelsFor(table([0.7]))).toEqual([1]);
  });

  it.each([[[]], [[Infinity, Infinity]], [[0, 0]]])('answers none for %j', (bests) => {
    expect(lossLevelsFor(table(bests))).toEqual([]);
  });

  it('thins long ranges evenly and keeps both ends', () => {
    const levels = lossLevelsFor(table([2, 1e-6]), { most: 5 });
    expect(levels).toHaveLength(5);
    expect(levels[0]).toBe(2);
    expect(levels[4]).toBe(1e-6);
  });

  it('is exact, falling, inside the range or just above it, for any trials', () => {
    const best = fc.double({ min: 1e-12, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(fc.array(best, { minLength: 1, maxLength: 12 }), fc.integer({ min: 1, max: 9 }), (bests, most) => {
        const levels = lossLevelsFor(table(bests), { most });
        expect(levels.length).toBeGreaterThanOrEqual(1);
        expect(levels.length).toBeLessThanOrEqual(most);
        for (const level of levels) expect(level.toExponential()).toMatch(/^[125]e[+-]\d+$/);
        expect([...levels].sort((a, b) => b - a)).toEqual(levels);
        expect(levels[levels.length - 1]).toBeGreaterThanOrEqual(Math.min(...bests));
        expect(levels[0]).toBeLessThanOrEqual(2.5 * Math.max(...bests) * (1 + 1e-12));
      }),
    );
  });
});
