import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { RunDuration } from './duration-model.js';
import { secondsLeft, type PreparationAhead, type PreparationDuration, type RunAhead } from './seconds-left.js';

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
const waiting = (...needs: string[]): RunAhead => ({ ...ahead(8), needs });
const preparation = (key: string, elapsed = 0, share = 0, kind = 'p'): PreparationAhead => ({
  key,
  kind,
  size: 1,
  elapsed,
  share,
});
const left = (runs: readonly RunDuration[], pending: readonly RunAhead[], concurrency: number): number | undefined =>
  secondsLeft({ seen: { runs }, ahead: { runs: pending }, concurrency });

describe('secondsLeft', () => {
  it('knows nothing before anything was seen', () => {
    expect(left([], [ahead(8), ahead(64, 3, 0.01)], 2)).toBeUndefined();
  });

  it('recovers a cost of a + b d exactly', () => {
    const cost = (d: number): number => 3 + 0.01 * d;
    const durations = [8, 64, 512].map((d) => seen(d, cost(d)));
    expect(left(durations, [ahead(100), ahead(1000)], 1)).toBeCloseTo(cost(100) + cost(1000), 9);
  });

  it('judges a running run by its own share', () => {
    expect(left([seen(8, 100)], [ahead(8, 6, 0.25)], 1)).toBeCloseTo(18, 9);
  });

  it('spreads the work over the workers, but no run over two', () => {
    const durations = [seen(8, 10)];
    expect(left(durations, [ahead(8), ahead(8), ahead(8), ahead(8)], 2)).toBeCloseTo(20, 9);
    expect(left(durations, [ahead(8), ahead(8), ahead(8)], 2)).toBeCloseTo(20, 9);
    expect(left(durations, [ahead(8)], 4)).toBeCloseTo(10, 9);
  });

  it('keeps methods apart, and takes all together for one not seen yet', () => {
    const durations = [seen(8, 10, 'slow'), seen(8, 2, 'fast')];
    expect(left(durations, [ahead(8, 0, 0, 'fast')], 1)).toBeCloseTo(2, 9);
    expect(left(durations, [ahead(8, 0, 0, 'new')], 1)).toBeCloseTo(6, 9);
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
          const seconds = left(a, b, jobs);
          expect(seconds).toBeGreaterThanOrEqual(0);
          expect(Number.isFinite(seconds)).toBe(true);
          expect(left(a, [], jobs)).toBe(0);
        },
      ),
    );
  });
});

describe('secondsLeft, with preparations', () => {
  const withPreparations = (
    preparations: readonly PreparationDuration[],
    pending: readonly PreparationAhead[],
    runs: readonly RunAhead[],
    concurrency: number,
  ): number | undefined =>
    secondsLeft({
      seen: { runs: [seen(8, 10)], preparations },
      ahead: { runs, preparations: pending },
      concurrency,
    });
  const took = [{ kind: 'p', size: 1, seconds: 100 }];

  it('knows nothing before a preparation was seen', () => {
    expect(withPreparations([], [preparation('a')], [waiting('a')], 1)).toBeUndefined();
    expect(withPreparations([], [preparation('a', 3, 0.01)], [waiting('a')], 1)).toBeUndefined();
    expect(withPreparations(took, [preparation('a', 0, 0, 'another')], [waiting('a')], 1)).toBeUndefined();
  });

  it('counts those under way by their share, and those to come like others of their kind', () => {
    const runs = [waiting('a'), waiting('b')];
    // 30 s are left of the one, 40 s are ahead of the other.
    expect(withPreparations([], [preparation('a', 10, 0.25), preparation('b')], runs, 1)).toBeCloseTo(
      30 + 10 + 40 + 10,
      9,
    );
    const kinds = [...took, { kind: 'q', size: 1, seconds: 7 }];
    expect(withPreparations(kinds, [preparation('a', 0, 0, 'q')], [waiting('a')], 1)).toBeCloseTo(17, 9);
  });

  it('lets the runs that wait for one keep their places', () => {
    // Both places wait for a, so b begins only when one of a's runs has ended.
    const runs = [waiting('a'), waiting('a'), waiting('b')];
    expect(withPreparations(took, [preparation('a'), preparation('b')], runs, 2)).toBeCloseTo(100 + 10 + 100 + 10, 9);
    expect(withPreparations(took, [preparation('a'), preparation('b')], runs, 3)).toBeCloseTo(110, 9);
  });

  it('puts a burnt-in start before the preparation that begins there', () => {
    const pending = [preparation('start', 0, 0, 'burn-in'), preparation('a')];
    const kinds = [...took, { kind: 'burn-in', size: 1, seconds: 5 }];
    expect(withPreparations(kinds, pending, [waiting('start', 'a')], 4)).toBeCloseTo(5 + 100 + 10, 9);
  });

  it('takes a burn-in of twice the steps for twice as long', () => {
    const kinds = [{ kind: 'burn-in', size: 50, seconds: 5 }];
    const pending = [{ ...preparation('start', 0, 0, 'burn-in'), size: 100 }];
    expect(withPreparations(kinds, pending, [waiting('start')], 1)).toBeCloseTo(10 + 10, 9);
  });
});
