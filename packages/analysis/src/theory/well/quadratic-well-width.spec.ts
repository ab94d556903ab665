import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ellipsoidWidth } from '../width/ellipsoid-width.js';
import { sphericalCapWidth } from '../width/spherical-cap-width.js';
import { quadraticWellWidth } from './quadratic-well-width.js';
import { flatSpectrum, logUniformSpectrum, powerLawSpectrum } from './spectra.js';

describe('quadraticWellWidth', () => {
  it('gives the paper estimates of known wells', () => {
    const estimate = (eigenvalues: Float64Array, radius: number, loss: number) =>
      quadraticWellWidth(eigenvalues, radius, loss).thresholdEstimate;
    expect(estimate(powerLawSpectrum(400), 2, 0.01)).toBeCloseTo(219.4, 1);
    expect(estimate(logUniformSpectrum(400), 2, 0.01)).toBeCloseTo(296.4, 1);
    expect(estimate(logUniformSpectrum(400), 10, 0.1)).toBeCloseTo(336.3, 1);
    expect(estimate(flatSpectrum(400), 2, 0.1)).toBeCloseTo(381, 1);
  });

  it('bounds the width of the flattened ellipsoid of the derivation, semi-axes r / sqrt(R^2 + r^2)', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 1e-4, max: 1e4, noNaN: true }), { minLength: 1, maxLength: 50 }),
        fc.double({ min: 0.01, max: 100, noNaN: true }),
        fc.double({ min: 1e-4, max: 10, noNaN: true }),
        (values, radius, loss) => {
          const eigenvalues = Float64Array.from(values);
          const squares = eigenvalues.map((eigenvalue) => (2 * loss) / eigenvalue);
          const width = ellipsoidWidth(squares.map((square) => Math.sqrt(square / (radius ** 2 + square))));
          const bounds = quadraticWellWidth(eigenvalues, radius, loss);
          expect(width ** 2).toBeGreaterThanOrEqual(bounds.squaredWidthLower * (1 - 1e-9));
          expect(width ** 2).toBeLessThanOrEqual(bounds.squaredWidthUpper * (1 + 1e-9));
          expect(bounds.thresholdEstimate + bounds.squaredWidthUpper).toBeCloseTo(values.length, 8);
          expect(bounds.valid).toBe(Math.sqrt(Math.max(...squares)) / radius <= 0.1);
        },
      ),
    );
  });

  it('holds for balls far away, whose projection is a spherical cap', () => {
    for (const ratio of [0.02, 0.05, 0.0999]) {
      const dimension = 5000;
      const bounds = quadraticWellWidth(flatSpectrum(dimension, 1), 1, ratio ** 2 / 2);
      expect(bounds.valid).toBe(true);
      const square = sphericalCapWidth(dimension, Math.asin(ratio)) ** 2;
      expect(square).toBeGreaterThan(bounds.squaredWidthLower);
      // Approximate as the paper's bound is: D r^2 / R^2 belongs to the cap, D r^2 / (R^2 + r^2) is the bound.
      expect(square).toBeLessThan(bounds.squaredWidthUpper * (1 + ratio ** 2) + 1);
    }
  });

  it('flags near starts and flat directions', () => {
    expect(quadraticWellWidth(flatSpectrum(3), 2, 0.1).valid).toBe(false);
    const flatDirection = quadraticWellWidth(Float64Array.of(1, 0), 10, 0.01);
    expect(flatDirection.largestRatio).toBe(Infinity);
    expect(flatDirection.valid).toBe(false);
    expect(flatDirection.thresholdEstimate).toBeCloseTo(1, 3);
    expect(quadraticWellWidth(Float64Array.of(1, 0), 10, 0)).toMatchObject({ thresholdEstimate: 2, valid: true });
    expect(() => quadraticWellWidth(flatSpectrum(3), 0, 0.1)).toThrow(
      expect.objectContaining({ code: 'DOF_THEORY_INPUT_INVALID' }),
    );
  });
});
