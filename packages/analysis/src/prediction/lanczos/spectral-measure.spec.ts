import { describe, expect, it } from '@jest/globals';
import { keyFromSeed } from '@dof/core';
import fc from 'fast-check';
import { diagonalMatrix, inner, matrixWith, randomVector } from '../../../test/dense-matrices.js';
import { effectiveDimensionEstimate, remainingLoss } from '../threshold/spectral-estimates.js';
import { lanczos } from './lanczos.js';
import { spectralMeasure } from './spectral-measure.js';
import { stochasticLanczosQuadrature } from './stochastic-lanczos-quadrature.js';

const shifts = fc.double({ min: 1e-4, max: 1e3, noNaN: true });
/** Positive semidefinite spectra over many orders of magnitude, some of them with exact zeros. */
const spectra = fc
  .tuple(fc.array(fc.double({ min: -6, max: 3, noNaN: true }), { minLength: 2, maxLength: 40 }), fc.nat(5))
  .map(([orders, zeros]) => Float64Array.of(...orders.map((order) => 10 ** order), ...new Float64Array(zeros)));

describe('spectralMeasure', () => {
  it('brackets both functionals of the theory by its two rules, after any number of steps', async () => {
    await fc.assert(
      fc.asyncProperty(
        spectra,
        shifts,
        fc.integer({ min: 1, max: 12 }),
        fc.nat(1000),
        async (spectrum, s, steps, seed) => {
          const matrix = matrixWith(spectrum, seed);
          const v = randomVector(seed, spectrum.length);
          const measure = spectralMeasure(await lanczos(matrix, v, { steps }), inner(v, v));
          const squares = matrix.coordinates(v).map((entry) => entry * entry);
          const left =
            inner(
              squares,
              spectrum.map((value) => (s * value) / (value + s)),
            ) / 2;
          const resolved = inner(
            squares,
            spectrum.map((value) => value / (value + s)),
          );
          // Rounding moves nodes by 1e-12 of the largest eigenvalue, which matters by its size beside s.
          const rounding = 1e-9 + (1e-11 * Math.max(...spectrum)) / s;
          const tolerance = rounding * inner(v, v) * Math.max(1, s);
          const found = remainingLoss(measure, s);
          expect(found.lower).toBeLessThan(left + tolerance);
          expect(found.upper).toBeGreaterThan(left - tolerance);
          const dimension = effectiveDimensionEstimate([measure, measure], s);
          expect(dimension.lower).toBeLessThan(resolved + tolerance);
          expect(dimension.upper).toBeGreaterThan(resolved - tolerance);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('closes the bracket when the space is exhausted', async () => {
    const spectrum = Float64Array.of(0.5, 1, 2, 4, 8);
    const v = Float64Array.of(1, 2, 3, 4, 5);
    const measure = spectralMeasure(await lanczos(diagonalMatrix(spectrum), v, { steps: 5 }), 55);
    const { lower, upper } = remainingLoss(measure, 0.3);
    const exact =
      inner(
        v.map((x) => x * x),
        spectrum.map((value) => (0.3 * value) / (value + 0.3)),
      ) / 2;
    expect(lower).toBeCloseTo(exact, 10);
    expect(upper).toBeCloseTo(exact, 10);
  });

  it('counts negative eigenvalues as flat', async () => {
    const v = Float64Array.of(1, 1, 1);
    const tridiagonal = await lanczos(diagonalMatrix(Float64Array.of(-5, -1, 2)), v, { steps: 3 });
    const measure = spectralMeasure(tridiagonal, 3);
    expect(remainingLoss(measure, 2).value).toBeCloseTo(0.5, 10);
    expect(measure.radau.nodes.every((node) => node >= 0)).toBe(true);
  });
});

describe('stochasticLanczosQuadrature', () => {
  const spectrum = Float64Array.from({ length: 120 }, (_, i) => 1 / (i + 1));
  const matrix = matrixWith(spectrum, 3);
  const exact = (s: number) => spectrum.reduce((sum, value) => sum + value / (value + s), 0);
  const run = (seed: number, probes: number, steps = 25) =>
    stochasticLanczosQuadrature(matrix, { probes, steps, key: keyFromSeed(seed) });

  it('estimates tr A (A + s)^-1 without bias, with the standard error it states', async () => {
    const s = 0.02;
    const studies = 40;
    let sum = 0;
    let squares = 0;
    let claimed = 0;
    for (let seed = 0; seed < studies; seed++) {
      const { value, standardError } = effectiveDimensionEstimate(await run(seed, 4), s);
      sum += (value - exact(s)) / studies;
      squares += (value - exact(s)) ** 2 / studies;
      claimed += standardError ** 2 / studies;
    }
    expect(Math.abs(sum)).toBeLessThan(4 * Math.sqrt(squares / studies));
    // Both variances are known to about 25 % here: 40 estimates, and 40 spreads of 4 probes.
    expect(claimed / squares).toBeGreaterThan(0.4);
    expect(claimed / squares).toBeLessThan(2.5);
    expect(Math.sqrt(squares)).toBeLessThan(0.15 * exact(s));
  });

  it('repeats itself for a key and differs for another', async () => {
    expect(await run(1, 2, 5)).toEqual(await run(1, 2, 5));
    expect((await run(1, 2, 5))[0]).not.toEqual((await run(2, 2, 5))[0]);
  });

  it('refuses a single probe, which has no spread', async () => {
    await expect(run(1, 1)).rejects.toMatchObject({ code: 'DOF_THEORY_INPUT_INVALID' });
  });
});
