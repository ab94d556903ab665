import { describe, expect, it } from '@jest/globals';
import { keyFromSeed, splitKey } from '@dof/core';
import fc from 'fast-check';
import { asymptoticLeastLoss, effectiveDimension, subspaceShift } from './asymptotic-least-loss.js';
import { asymptoticThreshold } from './asymptotic-threshold.js';
import { drawLeastLoss } from './draw-least-loss.js';
import { quadraticWellWidth } from './quadratic-well-width.js';
import { startingLoss, type QuadraticWell } from './quadratic-well.js';
import { flatSpectrum, logUniformSpectrum, powerLawSpectrum, spikedSpectrum, twoLevelSpectrum } from './spectra.js';

const refusal = expect.objectContaining({ code: 'DOF_THEORY_INPUT_INVALID' });

const wells: fc.Arbitrary<QuadraticWell> = fc
  .array(fc.tuple(fc.double({ min: 1e-5, max: 1e5, noNaN: true }), fc.double({ min: 0.01, max: 9, noNaN: true })), {
    minLength: 2,
    maxLength: 40,
  })
  .chain((pairs) =>
    fc
      .oneof(
        fc.double({ min: 0.01, max: 10, noNaN: true }),
        fc.constant(Float64Array.from(pairs, ([, component]) => component)),
      )
      .map((start) => ({ eigenvalues: Float64Array.from(pairs, ([eigenvalue]) => eigenvalue), start })),
  );

describe('subspaceShift', () => {
  it('solves sum lambda / (lambda + s) = d', () => {
    fc.assert(
      fc.property(wells, fc.double({ min: 1e-3, max: 0.999, noNaN: true }), ({ eigenvalues }, share) => {
        const d = share * eigenvalues.length;
        expect(effectiveDimension(eigenvalues, subspaceShift(eigenvalues, d))).toBeCloseTo(d, 9);
      }),
    );
  });

  it('is infinite at 0, zero from the rank on', () => {
    expect(subspaceShift(Float64Array.of(1, 2, 0), 0)).toBe(Infinity);
    expect(subspaceShift(Float64Array.of(1, 2, 0), 2)).toBe(0);
    expect(() => subspaceShift(Float64Array.of(1, 2), 3)).toThrow(refusal);
  });
});

describe('asymptoticLeastLoss', () => {
  it('is 1/2 R^2 s d / D for a uniformly random direction', () => {
    const eigenvalues = logUniformSpectrum(400);
    for (const d of [1, 50, 399.5]) {
      const expected = (0.5 * 9 * subspaceShift(eigenvalues, d) * d) / 400;
      expect(asymptoticLeastLoss({ eigenvalues, start: 3 }, d) / expected).toBeCloseTo(1, 9);
    }
  });

  it('falls in proportion to D - d on a sphere, from the starting loss to 0', () => {
    const well = { eigenvalues: flatSpectrum(100, 3), start: 2 };
    for (const d of [0, 10, 99, 100]) expect(asymptoticLeastLoss(well, d)).toBeCloseTo(6 * (1 - d / 100), 9);
    expect(asymptoticLeastLoss(well, 0)).toBe(startingLoss(well));
  });

  it('leaves nothing from the rank of the Hessian on', () => {
    const well = { eigenvalues: Float64Array.of(1, 2, 0, 0), start: Float64Array.of(1, 1, 5, 5) };
    expect(asymptoticLeastLoss(well, 1)).toBeGreaterThan(0);
    expect(asymptoticLeastLoss(well, 2)).toBe(0);
  });
});

describe('asymptoticThreshold', () => {
  it('has the checked values of four wells of 400 dimensions', () => {
    const at = (eigenvalues: Float64Array, start: number, loss: number) =>
      asymptoticThreshold({ eigenvalues, start }, loss);
    expect(at(powerLawSpectrum(400), 2, 0.01)).toBeCloseTo(124.2, 1);
    expect(at(logUniformSpectrum(400), 2, 0.01)).toBeCloseTo(278.6, 1);
    expect(at(logUniformSpectrum(400), 10, 0.1)).toBeCloseTo(328.5, 1);
    expect(at(flatSpectrum(400), 2, 0.1)).toBeCloseTo(380, 6);
  });

  it('is the d at which the least loss is the loss asked for', () => {
    fc.assert(
      fc.property(wells, fc.double({ min: 1e-4, max: 0.99, noNaN: true }), (well, share) => {
        const loss = share * startingLoss(well);
        expect(asymptoticLeastLoss(well, asymptoticThreshold(well, loss)) / loss).toBeCloseTo(1, 6);
        expect(asymptoticThreshold(well, loss / 2)).toBeGreaterThan(asymptoticThreshold(well, loss));
      }),
    );
  });

  it('is 0 at the start and the rank for no loss at all', () => {
    const well = { eigenvalues: Float64Array.of(1, 2, 0), start: Float64Array.of(1, 1, 1) };
    expect(asymptoticThreshold(well, 1.5)).toBe(0);
    expect(asymptoticThreshold(well, 0)).toBe(2);
    expect(() => asymptoticThreshold(well, -1)).toThrow(refusal);
    expect(() => asymptoticThreshold({ ...well, start: Float64Array.of(1) }, 1)).toThrow(refusal);
  });

  const dimension = 240;
  const along = (index: number) => Float64Array.from({ length: dimension }, (_, i) => (i === index ? 1 : 0));

  it.each<[string, QuadraticWell, number]>([
    ['flat', { eigenvalues: flatSpectrum(dimension), start: 1 }, 0.5],
    ['1/i', { eigenvalues: powerLawSpectrum(dimension), start: 1 }, 0.1],
    ['1/i, little loss', { eigenvalues: powerLawSpectrum(dimension), start: 1 }, 0.01],
    ['log-uniform', { eigenvalues: logUniformSpectrum(dimension), start: 1 }, 0.05],
    ['two-level', { eigenvalues: twoLevelSpectrum(dimension, { high: 1, low: 0.01, highCount: 60 }), start: 1 }, 0.05],
    ['spiked', { eigenvalues: spikedSpectrum(dimension, [1000, 300, 30]), start: 1 }, 0.05],
    ['1/i from the sharpest direction', { eigenvalues: powerLawSpectrum(dimension), start: along(0) }, 0.01],
    ['log-uniform from a middle one', { eigenvalues: logUniformSpectrum(dimension), start: along(120) }, 0.1],
  ])('is where the median simulated loss crosses the level, within 4 %%: %s', (_name, well, share) => {
    const loss = share * startingLoss(well);
    const threshold = asymptoticThreshold(well, loss);
    const reach = Math.max(4, 0.04 * Math.min(threshold, dimension - threshold));
    const median = (d: number) => {
      const draws = Array.from({ length: 201 }, (_, i) => drawLeastLoss(well, d, splitKey(keyFromSeed(d), i)));
      return draws.sort((a, b) => a - b)[100];
    };
    expect(threshold).toBeGreaterThan(50);
    expect(median(Math.floor(threshold - reach))).toBeGreaterThan(loss);
    expect(median(Math.ceil(threshold + reach))).toBeLessThan(loss);
  });

  it('holds where the sub-level set is longer than the start is far, and the estimate of the paper does not', () => {
    const well = { eigenvalues: powerLawSpectrum(400), start: 2 };
    const paper = quadraticWellWidth(well.eigenvalues, 2, 0.01);
    expect(paper.valid).toBe(false);
    // Success is certain long before the paper's estimate.
    const d = Math.floor((paper.thresholdEstimate + asymptoticThreshold(well, 0.01)) / 2);
    for (let i = 0; i < 50; i++) expect(drawLeastLoss(well, d, splitKey(keyFromSeed(8), i))).toBeLessThan(0.01);
  });
});
