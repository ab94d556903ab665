import { describe, expect, it } from '@jest/globals';
import { fillNormal, keyFromSeed } from '@dof/core';
import { asymptoticThreshold } from './asymptotic-threshold.js';
import { medianAsymptoticThreshold } from './median-asymptotic-threshold.js';
import { flatSpectrum, logUniformSpectrum, powerLawSpectrum, spikedSpectrum } from './spectra.js';

/** Thresholds of starts drawn one by one, sorted. */
function thresholdsOfStarts(eigenvalues: Float64Array, loss: number, starts: number): Float64Array {
  const normals = new Float32Array(eigenvalues.length);
  return Float64Array.from({ length: starts }, (_, i) => {
    fillNormal(keyFromSeed(77), i, normals);
    const length = Math.hypot(...normals);
    const start = Float64Array.from(normals, (entry) => entry / length);
    return asymptoticThreshold({ eigenvalues, start }, loss);
  }).sort();
}

describe('medianAsymptoticThreshold', () => {
  const spiked = spikedSpectrum(120, [300, 100, 20], 1);
  it.each([
    ['spiked, large eps', spiked, 0.7],
    ['spiked, small eps', spiked, 0.1],
    ['1/i', powerLawSpectrum(60), 0.008],
    ['two dimensions', Float64Array.of(4, 1), 0.5],
  ])('is the median over starts drawn one by one: %s', (_name, eigenvalues, loss) => {
    const starts = 600;
    const sorted = thresholdsOfStarts(eigenvalues, loss, starts);
    // Order statistics 3 standard deviations of a fair count on either side of the middle.
    const reach = 1.5 * Math.sqrt(starts);
    const median = medianAsymptoticThreshold(eigenvalues, 1, loss);
    expect(median).toBeGreaterThanOrEqual(sorted[Math.floor(starts / 2 - reach)] - 1e-3);
    expect(median).toBeLessThanOrEqual(sorted[Math.ceil(starts / 2 + reach)] + 1e-3);
  });

  it('lies below the threshold of the mean loss where a few directions carry it', () => {
    const mean = asymptoticThreshold({ eigenvalues: spiked, start: 1 }, 0.7);
    expect(medianAsymptoticThreshold(spiked, 1, 0.7)).toBeLessThan(0.9 * mean);
  });

  it('is that of the mean loss where all directions are alike, or very many share it', () => {
    const flat = flatSpectrum(400, 3);
    expect(medianAsymptoticThreshold(flat, 2, 0.6)).toBeCloseTo(360, 1);
    const many = logUniformSpectrum(500, 0.5, 1);
    const mean = asymptoticThreshold({ eigenvalues: many, start: 1 }, 0.1);
    expect(Math.abs(medianAsymptoticThreshold(many, 1, 0.1) / mean - 1)).toBeLessThan(2e-3);
  });

  it('is 0 where half of the starts are there, and the rank at no loss', () => {
    expect(medianAsymptoticThreshold(spiked, 1, 100)).toBe(0);
    expect(medianAsymptoticThreshold(Float64Array.of(2, 1, 0), 1, 0)).toBe(2);
  });

  it('refuses numbers out of range', () => {
    const refusal = expect.objectContaining({ code: 'DOF_THEORY_INPUT_INVALID' });
    expect(() => medianAsymptoticThreshold(spiked, 0, 1)).toThrow(refusal);
    expect(() => medianAsymptoticThreshold(spiked, 1, -1)).toThrow(refusal);
    expect(() => medianAsymptoticThreshold(Float64Array.of(-1), 1, 1)).toThrow(refusal);
  });
});
