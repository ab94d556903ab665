import { describe, expect, it } from '@jest/globals';
import { fillNormal, keyFromSeed } from '@dof/core';
import { expectedChi } from '../theory/width/expected-chi.js';
import type { DirectionAngles } from './search-angles.js';
import { subLevelSetWidths } from './sub-level-set-width.js';

const D = 1000;

function direction(...sines: readonly number[]): DirectionAngles {
  const angles = sines.map((sineSquared) => ({ sineSquared, distance: sineSquared === 0 ? 0 : 3, converged: true }));
  return { startLoss: 2, trainings: 4, unit: 1, angles };
}

const widthsOf = (seeds: readonly (readonly DirectionAngles[])[], levels = [1], confidence?: number) =>
  subLevelSetWidths(seeds, { levels, dimension: D, confidence });

describe('subLevelSetWidths', () => {
  it('is E|g| times the mean cosine, and D less its square', () => {
    const [found] = widthsOf([[direction(0.36), direction(0.64)]]);
    expect(found.width).toBeCloseTo(expectedChi(D) * 0.7, 9);
    expect(found.localAngularDimension).toBeCloseTo((expectedChi(D) * 0.7) ** 2, 6);
    expect(found.dG).toBeCloseTo(D * (1 - 0.49), 9);
    expect(found.sineSquared).toBeCloseTo(0.5, 12);
  });

  it('keeps the digits of small angles', () => {
    const [found] = widthsOf([[direction(1e-14)]]);
    expect(found.dG).toBeCloseTo(1e-14 * D, 20);
  });

  it('has no interval for one direction, and one that holds the number for several', () => {
    expect(widthsOf([[direction(0.1)]])[0]).toMatchObject({ lower: null, upper: null });
    const [found] = widthsOf([[direction(0.1), direction(0.12), direction(0.11)]]);
    expect(found.lower).toBeLessThan(found.dG ?? NaN);
    expect(found.upper).toBeGreaterThan(found.dG ?? NaN);
    const [narrower] = widthsOf([[direction(0.1), direction(0.12), direction(0.11)]], [1], 0.5);
    expect(narrower.lower).toBeGreaterThan(found.lower ?? NaN);
  });

  it('takes seeds as the units that vary', () => {
    const within = widthsOf([
      [direction(0.1), direction(0.2)],
      [direction(0.1), direction(0.2)],
    ])[0];
    expect(within.upper).toBeCloseTo(within.dG ?? NaN, 9);
    const between = widthsOf([
      [direction(0.1), direction(0.1)],
      [direction(0.2), direction(0.2)],
    ])[0];
    expect(between.upper).toBeGreaterThan(2 * (between.dG ?? NaN));
  });

  it('covers the mean of seeds that vary as networks do, as often as it says', () => {
    // Angles of seeds spread log-normally by a fifth, four seeds each.
    const [truth, spread, trials] = [0.02, 0.2, 2000];
    const mean = truth * Math.exp(spread ** 2 / 2);
    const normals = new Float32Array(4 * trials);
    fillNormal(keyFromSeed(1), 0, normals);
    let covered = 0;
    for (let trial = 0; trial < trials; trial++) {
      const seeds = Array.from({ length: 4 }, (_, i) => [direction(truth * Math.exp(spread * normals[4 * trial + i]))]);
      const [{ lower, upper }] = widthsOf(seeds);
      if ((lower ?? NaN) <= D * mean && D * mean <= (upper ?? NaN)) covered += 1;
    }
    expect(covered / trials).toBeGreaterThan(0.93);
    expect(covered / trials).toBeLessThan(0.985);
  });

  it('tells what was reached at the start, by some directions, and by none', () => {
    const seeds = [[direction(0, 0.1, Infinity), direction(0, Infinity, Infinity)]];
    const found = widthsOf(seeds, [3, 1, 0.5]);
    expect(found.map(({ status, reached }) => [status, reached])).toEqual([
      ['start', 2],
      ['not-reached', 1],
      ['not-reached', 0],
    ]);
    expect(found[0]).toMatchObject({ dG: 0, lower: 0, upper: 0, distances: null });
    expect(found[1]).toMatchObject({ dG: null, width: null, distances: [3, 3] });
  });

  it('refuses no directions', () => {
    const refusal = expect.objectContaining({ code: 'DOF_THEORY_INPUT_INVALID' });
    expect(() => widthsOf([])).toThrow(refusal);
    expect(() => widthsOf([[]])).toThrow(refusal);
  });
});
