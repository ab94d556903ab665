import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { evidenceAbove, evidenceBelow } from './contradicts-target.js';

describe('evidenceBelow', () => {
  it('is a martingale at the target: its mean after one more trial is what it was', () => {
    const target = fc.double({ min: 0.05, max: 0.95, noNaN: true });
    fc.assert(
      fc.property(fc.nat(20), fc.nat(20), target, (successes, failures, p) => {
        const trials = successes + failures;
        const next =
          p * evidenceBelow(successes + 1, trials + 1, p) + (1 - p) * evidenceBelow(successes, trials + 1, p);
        const now = evidenceBelow(successes, trials, p);
        expect(Math.abs(next / now - 1)).toBeLessThan(1e-9);
      }),
    );
  });

  it('starts at 1, and reaches 20 with five failures in a row against 1/2, not with four', () => {
    expect(evidenceBelow(0, 0, 0.5)).toBe(1);
    expect(evidenceBelow(0, 4, 0.5)).toBeLessThan(20);
    expect(evidenceBelow(0, 5, 0.5)).toBeGreaterThan(20);
  });

  it('keeps its promise when looked at after every trial: it is wrong in less than 5 % of sequences', () => {
    // Exact, by the distribution over the number of successes of sequences that were not stopped yet.
    let alive = new Map([[0, 1]]);
    let wrong = 0;
    for (let trials = 1; trials <= 300; trials++) {
      const next = new Map<number, number>();
      for (const [successes, probability] of alive) {
        for (const more of [0, 1]) {
          const count = successes + more;
          if (evidenceBelow(count, trials, 0.5) >= 20) wrong += probability / 2;
          else next.set(count, (next.get(count) ?? 0) + probability / 2);
        }
      }
      alive = next;
    }
    expect(wrong).toBeLessThan(0.05);
    // The exact test of a fixed number of trials, looked at as often, would be wrong far more often.
    expect(wrong).toBeGreaterThan(0.02);
  });

  it('is mirrored by evidenceAbove', () => {
    expect(evidenceAbove(7, 9, 0.4)).toBe(evidenceBelow(2, 9, 0.6));
  });
});
