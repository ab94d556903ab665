import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { largestCosineOfWell } from './largest-cosine.js';

const { acos, asin, cos, hypot, PI, sin } = Math;
const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });

describe('largestCosineOfWell', () => {
  it('is that of the cap which a ball fills, in any direction up to a right angle with it', () => {
    fc.assert(
      fc.property(number(0.05, 0.9), number(0.01, PI / 2), number(0.1, 10), (share, angle, curvature) => {
        // A ball of radius `share` around 0, seen from distance 1; g makes `angle` with the direction to its centre.
        const eigenvalues = Float64Array.of(curvature, curvature, curvature);
        const start = Float64Array.of(-1, 0, 0);
        const g = Float64Array.of(3 * cos(angle), 3 * sin(angle), 0);
        const cap = asin(share);
        const expected = angle <= cap ? 1 : cos(angle - cap);
        const found = largestCosineOfWell({ eigenvalues, start }, (curvature * share ** 2) / 2, g);
        expect(found).toBeCloseTo(expected, 5);
      }),
    );
  });

  it('is found by trying every point of the border of an ellipse', () => {
    fc.assert(
      fc.property(number(0.1, 2), number(0.1, 2), number(0, 2 * PI), number(-1.2, 1.2), (first, second, at, off) => {
        const start = Float64Array.of(3 * cos(at), 3 * sin(at));
        const eigenvalues = Float64Array.of(1 / first ** 2, 1 / second ** 2);
        const g = Float64Array.of(-cos(at + off), -sin(at + off));
        let best = -1;
        for (let k = 0; k < 4000; k++) {
          const t = (2 * PI * k) / 4000;
          const [x, y] = [first * cos(t) - start[0], second * sin(t) - start[1]];
          best = Math.max(best, (x * g[0] + y * g[1]) / hypot(x, y));
        }
        fc.pre(best > 0.02);
        // The level 1/2 of these eigenvalues is the ellipse with these semi-axes.
        const found = largestCosineOfWell({ eigenvalues, start }, 0.5, g);
        expect(acos(Math.min(1, found))).toBeCloseTo(acos(Math.min(1, best)), 2);
      }),
      { numRuns: 40 },
    );
  });

  it('is 1 where the start is in the set, and towards a direction that costs nothing', () => {
    const eigenvalues = Float64Array.of(1, 1, 0);
    const start = Float64Array.of(1, 0, 0);
    expect(largestCosineOfWell({ eigenvalues, start }, 0.5, Float64Array.of(0, 1, 0))).toBe(1);
    // Far along the flat direction, the step across is of no account.
    expect(largestCosineOfWell({ eigenvalues, start }, 0.1, Float64Array.of(0, 0, 1))).toBeCloseTo(1, 5);
  });

  it('depends on the direction of g alone', () => {
    const well = { eigenvalues: Float64Array.of(1, 0.1, 0.01), start: Float64Array.of(1, 2, 3) };
    const g = Float64Array.of(0.3, -0.8, -0.4);
    const found = largestCosineOfWell(well, 0.05, g);
    expect(
      largestCosineOfWell(
        well,
        0.05,
        g.map((entry) => 1e4 * entry),
      ),
    ).toBeCloseTo(found, 9);
    expect(found).toBeGreaterThan(0);
    expect(found).toBeLessThan(1);
  });

  it('refuses senseless numbers', () => {
    const refusal = expect.objectContaining({ code: 'DOF_THEORY_INPUT_INVALID' });
    const well = { eigenvalues: Float64Array.of(1, 1), start: Float64Array.of(1, 2) };
    expect(() => largestCosineOfWell(well, 0, Float64Array.of(1, 0))).toThrow(refusal);
    expect(() => largestCosineOfWell(well, 0.1, Float64Array.of(1))).toThrow(refusal);
    expect(() => largestCosineOfWell(well, 0.1, Float64Array.of(0, 0))).toThrow(refusal);
  });
});
