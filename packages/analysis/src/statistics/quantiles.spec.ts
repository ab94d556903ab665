import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { betaQuantile, chiSquareQuantile, studentQuantile } from './quantiles.js';

const probability = fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true });

/** ln k! for k up to n. */
function logFactorials(n: number): Float64Array {
  const logs = new Float64Array(n + 1);
  for (let k = 1; k <= n; k++) logs[k] = logs[k - 1] + Math.log(k);
  return logs;
}

/** P(X <= x) and P(X > x) of a chi-square variable of 2 m degrees: Poisson sums, in closed form. */
function chiSquareTails(x: number, m: number): readonly [below: number, above: number] {
  const last = m + 60 * Math.ceil(Math.sqrt(m) + 10);
  const logs = logFactorials(last);
  let [below, above] = [0, 0];
  for (let k = 0; k <= last; k++) {
    const term = Math.exp(k * Math.log(x / 2) - x / 2 - logs[k]);
    if (k < m) above += term;
    else below += term;
  }
  return [below, above];
}

describe('chiSquareQuantile', () => {
  it.each([
    [0.95, 1, 3.841458820694124],
    [0.99, 1, 6.6348966010212145],
    [0.95, 10, 18.307038053275146],
    [0.05, 10, 3.9402991361190605],
    [0.95, 100, 124.34211340400407],
    [0.5, 0, 0],
  ])('is that of the tables at %d for %d degrees', (share, degrees, expected) => {
    expect(chiSquareQuantile(share, degrees)).toBeCloseTo(expected, 9);
  });

  it('inverts the distribution function, whose even degrees are sums', () => {
    fc.assert(
      fc.property(probability, fc.constantFrom(1, 2, 7, 50, 199, 200, 201, 1000, 2500, 10_245), (share, m) => {
        const [below, above] = chiSquareTails(chiSquareQuantile(share, 2 * m), m);
        if (share < 0.5) expect(below / share).toBeCloseTo(1, 8);
        else expect(above / (1 - share)).toBeCloseTo(1, 6);
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it('rises with the probability and with the degrees', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.001, max: 0.99, noNaN: true }),
        fc.integer({ min: 1, max: 300_000 }),
        (share, degrees) => {
          const one = chiSquareQuantile(share, degrees);
          expect(chiSquareQuantile(share + 0.005, degrees)).toBeGreaterThan(one);
          expect(chiSquareQuantile(share, degrees + 1)).toBeGreaterThan(one);
        },
      ),
      { seed: 2, numRuns: 200 },
    );
  });
});

describe('betaQuantile', () => {
  it('inverts the distribution function, whose whole shapes are tails of the binomial distribution', () => {
    fc.assert(
      fc.property(probability, fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: 200 }), (share, a, b) => {
        const n = a + b - 1;
        const p = betaQuantile(share, a, b);
        const logs = logFactorials(n);
        let below = 0;
        for (let k = a; k <= n; k++) {
          below += Math.exp(logs[n] - logs[k] - logs[n - k] + k * Math.log(p) + (n - k) * Math.log1p(-p));
        }
        expect(below / share).toBeCloseTo(1, 7);
      }),
      { seed: 1, numRuns: 300 },
    );
  });
});

describe('studentQuantile', () => {
  it.each([
    [0.975, 1, 12.706204736174698],
    [0.975, 2, 4.302652729696142],
    [0.95, 5, 2.015048372669157],
    [0.995, 30, 2.749995653567231],
    [0.025, 2, -4.302652729696142],
  ])('is that of the tables at %d for %d degrees', (share, degrees, expected) => {
    expect(studentQuantile(share, degrees)).toBeCloseTo(expected, 8);
  });

  it('inverts the distribution function of 2 degrees, which is closed', () => {
    fc.assert(
      fc.property(probability, (share) => {
        const t = studentQuantile(share, 2);
        expect(0.5 + t / (2 * Math.sqrt(2 + t * t))).toBeCloseTo(share, 7);
      }),
    );
  });
});
