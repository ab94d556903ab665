import { describe, expect, it } from '@jest/globals';
import { keyFromSeed, splitKey } from '@dof/core';
import { asymptoticThreshold } from './asymptotic-threshold.js';
import { drawThresholds } from './draw-thresholds.js';
import { medianAsymptoticThreshold } from './median-asymptotic-threshold.js';
import { medianWithInterval } from './median-with-interval.js';
import { flatSpectrum, powerLawSpectrum, spikedSpectrum } from './spectra.js';

const sample = (eigenvalues: Float64Array, start: number | Float64Array, losses: readonly number[], trials: number) => {
  const draws = Array.from({ length: trials }, (_, i) =>
    drawThresholds({ eigenvalues, start }, losses, splitKey(keyFromSeed(3), i)),
  );
  return losses.map((_, i) => medianWithInterval(Float64Array.from(draws, (draw) => draw[i])));
};

describe('drawThresholds', () => {
  it('has the exact law of a plane: one dimension suffices with probability 2/pi atan(1), by hand', () => {
    // Two equal eigenvalues, start of length 1: a line through it leaves sin^2(angle)/2, angle uniform.
    const draws = Array.from({ length: 800 }, (_, i) =>
      drawThresholds({ eigenvalues: flatSpectrum(2), start: 1 }, [0.25], splitKey(keyFromSeed(8), i)),
    );
    const ones = draws.filter(([d]) => d === 1).length / 800;
    expect(draws.every(([d]) => d === 1 || d === 2)).toBe(true);
    expect(Math.abs(ones - 0.5)).toBeLessThan(4 * Math.sqrt(0.25 / 800));
  });

  it.each([
    ['1/i', powerLawSpectrum(60), [0.01, 0.002]],
    ['spiked', spikedSpectrum(60, [100, 30]), [0.5, 0.1]],
  ])('has its median at the theory, from both sides: %s', (_name, eigenvalues, losses) => {
    sample(eigenvalues, 1, losses, 150).forEach(({ lower, upper }, i) => {
      const theory = medianAsymptoticThreshold(eigenvalues, 1, losses[i]);
      expect(lower).toBeLessThan(theory + 1.5);
      expect(upper).toBeGreaterThan(theory - 1.5);
    });
  });

  it('takes a start that is given', () => {
    const eigenvalues = powerLawSpectrum(60);
    const start = new Float64Array(60);
    start[20] = 1;
    const [found] = sample(eigenvalues, start, [0.005], 100);
    expect(Math.abs(found.median - asymptoticThreshold({ eigenvalues, start }, 0.005))).toBeLessThan(2.5);
  });

  it('repeats itself for a key, and needs no inverse where an eigenvalue is 0', () => {
    const well = { eigenvalues: Float64Array.of(2, 1, 1, 1, 0), start: Float64Array.of(1, 1, 1, 1, 5) };
    const draw = drawThresholds(well, [1e-9, 100], keyFromSeed(1));
    expect(draw).toEqual(drawThresholds(well, [1e-9, 100], keyFromSeed(1)));
    expect([...draw]).toEqual([4, 0]);
  });
});

describe('medianWithInterval', () => {
  it('is the middle, or between the two of them', () => {
    expect(medianWithInterval(Float64Array.of(3, 1, 2)).median).toBe(2);
    expect(medianWithInterval(Float64Array.of(4, 1, 2, Infinity)).median).toBe(3);
    expect(() => medianWithInterval(new Float64Array(0))).toThrow(/empty/);
  });

  it('covers the 95 % that the binomial law of signs gives, for 100 values', () => {
    const { lower, upper } = medianWithInterval(Float64Array.from({ length: 100 }, (_, i) => i + 1));
    // P(X_(41) < median < X_(61)) = 0.9540 for n = 100 (binomial table).
    expect([lower, upper]).toEqual([41, 61]);
  });
});
