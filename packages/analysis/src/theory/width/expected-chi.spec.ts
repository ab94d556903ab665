import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { expectedChi } from './expected-chi.js';

describe('expectedChi', () => {
  it('has the closed forms of one, two and three dimensions', () => {
    expect(expectedChi(1)).toBeCloseTo(Math.sqrt(2 / Math.PI), 14);
    expect(expectedChi(2)).toBeCloseTo(Math.sqrt(Math.PI / 2), 14);
    expect(expectedChi(3)).toBeCloseTo(2 * Math.sqrt(2 / Math.PI), 14);
  });

  it('is the mean of the chi density', () => {
    for (const k of [4, 7.3, 40, 63.5, 255, 256, 1000]) {
      // Trapezoidal sums over 12 standard deviations of the density x^(k-1) e^(-x^2/2), scaled by its peak.
      const peak = Math.sqrt(k - 1);
      let mass = 0;
      let moment = 0;
      for (let x = Math.max(0.001, peak - 9); x < peak + 9; x += 0.001) {
        const density = Math.exp((k - 1) * Math.log(x / peak) - (x * x - peak * peak) / 2);
        mass += density;
        moment += density * x;
      }
      expect(Math.abs(expectedChi(k) / (moment / mass) - 1)).toBeLessThan(1e-10);
    }
  });

  it('fulfils E chi_k E chi_{k+1} = k and the bounds of Gordon for any k', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 1e9, noNaN: true }), (k) => {
        const value = expectedChi(k);
        expect(Math.abs((value * expectedChi(k + 1)) / k - 1)).toBeLessThan(1e-13);
        expect(value).toBeGreaterThanOrEqual((k / Math.sqrt(k + 1)) * (1 - 1e-15));
        expect(value).toBeLessThanOrEqual(Math.sqrt(k) * (1 + 1e-15));
      }),
    );
  });

  it.each([0, -1, NaN, Infinity])('refuses %p', (k) => {
    expect(() => expectedChi(k)).toThrow(expect.objectContaining({ code: 'DOF_THEORY_INPUT_INVALID' }));
  });
});
