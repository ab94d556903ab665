import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isAttainable, nearestAttainable } from './attainable-degrees-of-freedom.js';

describe('nearestAttainable', () => {
  it.each([
    [{ values: [9, 14, 21] }, [10, 20], [14]],
    [{ values: [8, 64] }, [8, 16, 32, 64], [8, 64]],
    [{ values: [3, 300] }, [8, 64], []],
    [{ minimum: 10, maximum: 40 }, [8, 16, 64], [10, 16, 40]],
    [{ minimum: 100, maximum: 400 }, [8, 64], []],
  ])('of %j takes for %j', (set, asked, taken) => {
    expect(nearestAttainable(set, asked)).toEqual(taken);
  });

  it('takes attainable d within the range, rising, and every one that was asked for', () => {
    const d = fc.integer({ min: 1, max: 500 });
    const list = fc.uniqueArray(d, { minLength: 1, maxLength: 8 });
    const set = fc.oneof(
      list.map((values) => ({ values: values.sort((a, b) => a - b) })),
      fc.tuple(d, d).map(([a, b]) => ({ minimum: Math.min(a, b), maximum: Math.max(a, b) })),
    );
    fc.assert(
      fc.property(set, list, (attainable, asked) => {
        const taken = nearestAttainable(attainable, asked);
        expect([...taken].sort((a, b) => a - b)).toEqual(taken);
        for (const one of taken) {
          expect(isAttainable(attainable, one) && one >= Math.min(...asked) && one <= Math.max(...asked)).toBe(true);
        }
        for (const one of asked) if (isAttainable(attainable, one)) expect(taken).toContain(one);
      }),
    );
  });
});
