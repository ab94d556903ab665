import { describe, expect, it } from '@jest/globals';
import { fillNormal, keyFromSeed, splitKey } from '@dof/core';
import { drawLeastLoss } from './draw-least-loss.js';
import { wellLeastLosses } from './least-losses-along-columns.js';
import { startingLoss, type QuadraticWell } from './quadratic-well.js';
import { flatSpectrum, logUniformSpectrum, powerLawSpectrum, spikedSpectrum } from './spectra.js';

const DIMENSION = 48;
const DRAWS = 1500;

function normals(count: number, seed: number, stream: number): Float64Array {
  const draws = new Float32Array(count);
  fillNormal(keyFromSeed(seed), stream, draws);
  return Float64Array.from(draws);
}

/** The largest gap between two empirical distribution functions. */
function kolmogorovSmirnov(first: number[], second: number[]): number {
  const [a, b] = [first, second].map((sample) => [...sample].sort((x, y) => x - y));
  let gap = 0;
  for (let i = 0, j = 0; i < a.length && j < b.length; gap = Math.max(gap, Math.abs(i / a.length - j / b.length))) {
    if (a[i] <= b[j]) i++;
    else j++;
  }
  return gap;
}

/** Least losses in the span of an explicit Gaussian matrix. */
function explicitDraws(well: QuadraticWell, d: number): number[] {
  return Array.from({ length: DRAWS }, (_, i) => {
    let { start } = well;
    if (typeof start === 'number') {
      const radius = start;
      const direction = normals(DIMENSION, 21, i);
      const length = Math.hypot(...direction);
      start = direction.map((x) => (radius * x) / length);
    }
    return wellLeastLosses({ ...well, start }, normals(d * DIMENSION, 20, i))[d];
  });
}

const top = Float64Array.from({ length: DIMENSION }, (_, i) => (i === 0 ? 2 : 0));

describe('drawLeastLoss', () => {
  it.each<[string, Float64Array, Float64Array | number, number]>([
    ['flat, few columns', flatSpectrum(DIMENSION), 1, 5],
    ['log-uniform, few columns', logUniformSpectrum(DIMENSION), 1, 12],
    ['log-uniform, half of the space', logUniformSpectrum(DIMENSION), 1, 24],
    ['log-uniform, most of the space', logUniformSpectrum(DIMENSION), 1, 40],
    ['1/i from the sharpest direction', powerLawSpectrum(DIMENSION), top, 20],
    ['1/i from the sharpest direction, most of the space', powerLawSpectrum(DIMENSION), top, 30],
    ['spiked', spikedSpectrum(DIMENSION, [1000, 100]), 3, 10],
  ])('has the law of an explicit random subspace: %s', (_name, eigenvalues, start, d) => {
    const well = { eigenvalues, start };
    const key = keyFromSeed(30);
    const drawn = Array.from({ length: DRAWS }, (_, i) => drawLeastLoss(well, d, splitKey(key, i)));
    // Reached by equal laws with probability 1e-4.
    expect(kolmogorovSmirnov(drawn, explicitDraws(well, d))).toBeLessThan(2.23 * Math.sqrt(2 / DRAWS));
  });

  it('is the starting loss at d = 0 and nothing at d = D', () => {
    const well = { eigenvalues: logUniformSpectrum(DIMENSION), start: top };
    expect(drawLeastLoss(well, 0, keyFromSeed(1))).toBeCloseTo(startingLoss(well), 12);
    expect(drawLeastLoss(well, DIMENSION, keyFromSeed(1))).toBe(0);
  });

  it('leaves nothing when the subspace is larger than the rank of the Hessian', () => {
    const well = { eigenvalues: Float64Array.of(3, 1, 0.1, 0, 0, 0, 0, 0, 0, 0), start: new Float64Array(10).fill(1) };
    for (let i = 0; i < 20; i++) {
      expect(drawLeastLoss(well, 5, [1, i])).toBeLessThan(1e-12);
      expect(drawLeastLoss(well, 2, [1, i])).toBeGreaterThan(1e-6);
    }
  });

  it('repeats itself for a key and differs for another', () => {
    const well = { eigenvalues: logUniformSpectrum(DIMENSION), start: 1 };
    expect(drawLeastLoss(well, 9, [1, 2])).toBe(drawLeastLoss(well, 9, [1, 2]));
    expect(drawLeastLoss(well, 9, [1, 2])).not.toBe(drawLeastLoss(well, 9, [1, 3]));
  });

  it('refuses d out of range, and flat directions above D / 2', () => {
    const refusal = expect.objectContaining({ code: 'DOF_THEORY_INPUT_INVALID' });
    const flat = { eigenvalues: Float64Array.of(1, 1, 0), start: 1 };
    expect(() => drawLeastLoss(flat, 4, [1, 2])).toThrow(refusal);
    expect(() => drawLeastLoss(flat, 2, [1, 2])).toThrow(refusal);
    expect(drawLeastLoss(flat, 1, [1, 2])).toBeGreaterThan(0);
  });
});
