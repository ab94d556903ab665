import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ballWidth } from './closed-widths.js';
import { ellipsoidWidth, ellipsoidWidthBounds } from './ellipsoid-width.js';
import { expectedChi } from './expected-chi.js';

const semiAxes = fc
  .array(fc.double({ min: 1e-8, max: 1e8, noNaN: true }), { minLength: 1, maxLength: 60 })
  .map((axes) => Float64Array.from(axes));

describe('ellipsoidWidth', () => {
  it('is the width of a ball for equal axes, and of a segment for one', () => {
    for (const n of [1, 2, 3, 100, 5000]) {
      const width = ellipsoidWidth(new Float64Array(n).fill(0.3));
      expect(Math.abs(width / ballWidth(n, 0.3) - 1)).toBeLessThan(1e-12);
    }
  });

  it('is the mean over the circle for two axes', () => {
    for (const ratio of [0.9, 0.5, 0.01]) {
      // The integrand is periodic and analytic: equal weights converge geometrically.
      const points = 20_000;
      let mean = 0;
      for (let i = 0; i < points; i++) {
        const angle = (2 * Math.PI * (i + 0.5)) / points;
        mean += Math.hypot(Math.cos(angle), ratio * Math.sin(angle)) / points;
      }
      expect(Math.abs(ellipsoidWidth(Float64Array.of(1, ratio)) / (expectedChi(2) * mean) - 1)).toBeLessThan(1e-12);
    }
  });

  it('scales with the axes, ignores axes of no length, and lies between its bounds', () => {
    fc.assert(
      fc.property(semiAxes, fc.double({ min: 1e-3, max: 1e3, noNaN: true }), (axes, factor) => {
        const width = ellipsoidWidth(axes);
        const bounds = ellipsoidWidthBounds(axes);
        expect(Math.abs(ellipsoidWidth(axes.map((r) => factor * r)) / (factor * width) - 1)).toBeLessThan(1e-12);
        expect(Math.abs(ellipsoidWidth(Float64Array.of(...axes, 0)) / width - 1)).toBeLessThan(1e-12);
        expect(width).toBeGreaterThanOrEqual(bounds.lower * (1 - 1e-12));
        expect(width).toBeLessThanOrEqual(bounds.upper * (1 + 1e-12));
      }),
    );
    expect(ellipsoidWidth(new Float64Array(3))).toBe(0);
  });

  it('refuses no axes, negative axes and axes that are no number', () => {
    for (const axes of [[], [1, -1], [NaN]]) {
      expect(() => ellipsoidWidth(Float64Array.from(axes))).toThrow(
        expect.objectContaining({ code: 'DOF_THEORY_INPUT_INVALID' }),
      );
    }
  });
});
