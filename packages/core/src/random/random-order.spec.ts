import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { randomOrder } from './random-order.js';
import { splitKey } from './split-key.js';

describe('randomOrder', () => {
  it('is a permutation', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(300), (seed, count) => {
        expect([...randomOrder([seed, 1], count)].sort((a, b) => a - b)).toEqual(
          Array.from({ length: count }, (_, i) => i),
        );
      }),
    );
  });

  it('gives every order of three the same chance', () => {
    const trials = 12_000;
    const counts = new Map<string, number>();
    for (let i = 0; i < trials; i++) {
      const order = randomOrder(splitKey([5, 5], i), 3).join('');
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    const expected = trials / 6;
    const chiSquare = [...counts.values()].reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    expect(counts.size).toBe(6);
    expect(chiSquare).toBeLessThan(25.7); // 99.99 % quantile at 5 degrees of freedom
  });
});
