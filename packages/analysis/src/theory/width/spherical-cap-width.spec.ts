import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { expectedChi } from './expected-chi.js';
import { circularConeWidth, sphericalCapWidth } from './spherical-cap-width.js';

const { PI, sin, cos } = Math;

describe('sphericalCapWidth', () => {
  it('has the closed forms of the plane and of space', () => {
    for (const angle of [0, 0.1, 1, PI / 2, 2.5, PI]) {
      expect(sphericalCapWidth(2, angle)).toBeCloseTo((expectedChi(2) * (angle + sin(angle))) / PI, 10);
      const mean = (1 - cos(angle)) / 2 + (sin(angle) * (PI - angle)) / 4;
      expect(sphericalCapWidth(3, angle)).toBeCloseTo(expectedChi(3) * mean, 10);
    }
  });

  it('runs from 0 for a point to E chi_D for the sphere, rising with the angle', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 5000 }), fc.double({ min: 0, max: PI - 1e-3, noNaN: true }), (n, angle) => {
        expect(sphericalCapWidth(n, 0)).toBeCloseTo(0, 8);
        expect(sphericalCapWidth(n, PI)).toBeCloseTo(expectedChi(n), 8);
        expect(sphericalCapWidth(n, angle + 1e-3)).toBeGreaterThan(sphericalCapWidth(n, angle) - 1e-8);
      }),
      { numRuns: 40 },
    );
  });
});

describe('circularConeWidth', () => {
  it('has the closed form of the plane', () => {
    for (const angle of [0, 0.3, PI / 2]) {
      expect(circularConeWidth(2, angle)).toBeCloseTo((expectedChi(2) * (angle + 1)) / PI, 10);
    }
  });

  it('squares to the statistical dimension D sin^2 angle of a circular cone, up to a constant', () => {
    // Amelunxen et al. 2014, proposition 3.4: delta = D sin^2 angle + cos(2 angle) up to lower order; delta - 1 <= width^2.
    for (const angle of [0.2, 0.7, 1.2]) {
      const dimension = 4000;
      const excess = circularConeWidth(dimension, angle) ** 2 - dimension * sin(angle) ** 2 - cos(2 * angle);
      expect(excess).toBeLessThan(0.1);
      expect(excess).toBeGreaterThan(-1.1);
    }
  });
});
