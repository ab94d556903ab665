import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { secondsLeft, type RunAhead, type RunDuration } from './seconds-left.js';

const seen = (degreesOfFreedom: number, seconds: number, series = 'random'): RunDuration => ({
  series,
  degreesOfFreedom,
  seconds,
});
const ahead = (degreesOfFreedom: number, elapsed = 0, share = 0, series = 'random'): RunAhead => ({
  series,
  degreesOfFreedom,
  elapsed,
  share,
});

describe('secondsLeft', () => {
  it('knows nothing before anything was seen', () => {
    expect(secondsLeft([], [ahead(8), ahead(64, 3, 0.01)], 2)).toBeUndefined();
  });

  it('recovers a cost of a + b d exactly', () => {
    const cost = (d: number): number => 3 + 0.01 * d;
    const durations = [8, 64, 512].map((d) => seen(d, cost(d)));
    expect(secondsLeft(durations, [ahead(100), ahead(1000)], 1)).toBeCloseTo(cost(100) + cost(1000), 9);
  });

  it('judges a running run by its own share', () => {
    expect(secondsLeft([seen(8, 100)], [ahead(8, 6, 0.25)], 1)).toBeCloseTo(18, 9);
  });

  it('spreads the work over the workers, but no run over two', () => {
    const durations = [seen(8, 10)];
    expect(secondsLeft(durations, [ahead(8), ahead(8), ahead(8), ahead(8)], 2)).toBeCloseTo(20, 9);
    expect(secondsLeft(durations, [ahead(8)], 4)).toBeCloseTo(10, 9);
  });

  it('keeps methods apart, and takes all together for one not seen yet', () => {
    const durations = [seen(8, 10, 'slow'), seen(8, 2, 'fast')];
    expect(secondsLeft(durations, [ahead(8, 0, 0, 'fast')], 1)).toBeCloseTo(2, 9);
    expect(secondsLeft(durations, [ahead(8, 0, 0, 'new')], 1)).toBeCloseTo(6, 9);
  });

  it('is never negative and is nothing when nothing is ahead', () => {
    const amount = fc.double({ min: 0, max: 1e5, noNaN: true });
    const d = fc.integer({ min: 1, max: 1e6 });
    const duration = fc.record({ series: fc.constant('m'), degreesOfFreedom: d, seconds: amount });
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    const run = fc.record({ series: fc.constant('m'), degreesOfFreedom: d, elapsed: amount, share });
    fc.assert(
      fc.property(
        fc.array(duration, { minLength: 1 }),
        fc.array(run),
        fc.integer({ min: 1, max: 64 }),
        (a, b, jobs) => {
          const left = secondsLeft(a, b, jobs);
          expect(left).toBeGreaterThanOrEqual(0);
          expect(Number.isFinite(left)).toBe(true);
          expect(secondsLeft(a, [], jobs)).toBe(0);
        },
      ),
    );
  });
});
