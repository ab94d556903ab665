import { describe, expect, it } from '@jest/globals';
import { fillNormal, keyFromSeed } from '@dof/core';
import { expectedChi } from '../theory/width/expected-chi.js';
import type { LeastAngle } from './distance-search.js';
import type { DirectionAngles } from './search-angles.js';
import { subLevelSetWidths } from './sub-level-set-width.js';

const D = 1000;

/** What a search found at each level: 0 is a start that is there, Infinity a level that was not reached. */
function direction(...sines: readonly number[]): DirectionAngles {
  const angles = sines.map((sineSquared): LeastAngle => {
    if (sineSquared === 0) return { sineSquared };
    if (sineSquared === Infinity) return { sineSquared, limit: 'last-epoch' };
    return { sineSquared, at: { distance: 6, epoch: 4 } };
  });
  return { startLoss: 2, trainings: 4, unit: 2, angles };
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

  it.each([
    [2, 0.2],
    [3, 0.2],
    [3, 0.5],
    [5, 0.2],
    [5, 1],
  ])(
    'covers the mean over %i seeds that spread log-normally by %d, as often as it says or oftener',
    (count, spread) => {
      const [truth, trials] = [0.002, 2000];
      const mean = truth * Math.exp(spread ** 2 / 2);
      const normals = new Float32Array(count * trials);
      fillNormal(keyFromSeed(1), 0, normals);
      let covered = 0;
      for (let trial = 0; trial < trials; trial++) {
        const seeds = Array.from({ length: count }, (_, i) => [
          direction(truth * Math.exp(spread * normals[count * trial + i])),
        ]);
        const [{ lower, upper }] = widthsOf(seeds);
        if ((lower ?? NaN) <= D * mean && D * mean <= (upper ?? NaN)) covered += 1;
      }
      expect(covered / trials).toBeGreaterThan(spread > 0.6 ? 0.9 : 0.935);
      expect(covered / trials).toBeLessThan(0.99);
    },
  );

  it('tells what was reached at the start, by some directions, and by none', () => {
    const seeds = [[direction(0, 0.1, Infinity), direction(0, Infinity, Infinity)]];
    const found = widthsOf(seeds, [3, 1, 0.5]);
    expect(found.map(({ status, reached, atStart }) => [status, reached, atStart])).toEqual([
      ['start', 2, 2],
      ['not-reached', 1, 0],
      ['not-reached', 0, 0],
    ]);
    expect(found[0]).toMatchObject({ dG: 0, lower: 0, upper: 0, distances: null, epochs: null, converged: 2 });
    expect(found[1]).toMatchObject({ dG: null, width: null, distances: [3, 3], epochs: [4, 4], converged: 1 });
    expect(found[2]).toMatchObject({ distances: null, limits: { 'last-epoch': 2, 'first-epoch': 0, distance: 0 } });
  });

  it('has no interval where some starts are at the level and others are not, and says how many', () => {
    const [found] = widthsOf([[direction(0)], [direction(0.1)], [direction(0.1)]]);
    expect(found).toMatchObject({ status: 'measured', atStart: 1, directions: 3, lower: null, upper: null });
    expect(found.dG).toBeGreaterThan(0);
  });

  it('refuses no directions', () => {
    const refusal = expect.objectContaining({ code: 'DOF_THEORY_INPUT_INVALID' });
    expect(() => widthsOf([])).toThrow(refusal);
    expect(() => widthsOf([[]])).toThrow(refusal);
  });
});
