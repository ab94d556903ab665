import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { leastAngle, nextDistance, type DistanceTrial } from './distance-search.js';

const D = 10_000;
const SETTINGS = { dimension: D, tolerance: 0.06 };

/** Trials of made-up sets: for each, sin^2 at a distance; Infinity where the level is not reached. */
function search(
  sets: readonly ((distance: number) => number)[],
  first: readonly number[],
  budget = 30,
  tolerance = 0.06,
) {
  const trial = (distance: number): DistanceTrial => ({
    distance,
    angles: sets.map((sineSquared) => ({ sineSquared: sineSquared(distance), epoch: 5, end: undefined })),
  });
  const trials = first.map(trial);
  while (trials.length < budget) {
    const next = nextDistance(trials, { dimension: D, tolerance, closest: 0 });
    if (next === undefined) break;
    trials.push(trial(next));
  }
  return { trials, least: sets.map((_, level) => leastAngle(trials, level, { dimension: D, tolerance })) };
}

/** One minimum, at `best`, with this curvature in log T; not reached where the angle would be a right one. */
const bowl = (best: number, sineSquared: number, curvature: number) => (distance: number) => {
  const value = sineSquared * (1 + curvature * Math.log(distance / best) ** 2);
  return value < 1 ? value : Infinity;
};

describe('nextDistance', () => {
  it('ends within 8 % of the least of any bowl, wherever it is', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -4, max: 3, noNaN: true }),
        fc.double({ min: 0.001, max: 0.1, noNaN: true }),
        fc.double({ min: 0.5, max: 4, noNaN: true }),
        (place, sineSquared, curvature) => {
          const { trials, least } = search([bowl(8 * 2 ** place, sineSquared, curvature)], [4, 8, 16]);
          expect(least[0].limit).toBeUndefined();
          expect(least[0].sineSquared).toBeLessThan(1.08 * sineSquared + 0.5 / D);
          expect(trials.length).toBeLessThan(20);
        },
      ),
    );
  });

  it('ends closer to the least with a smaller tolerance', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -4, max: 3, noNaN: true }),
        fc.double({ min: 0.01, max: 0.1, noNaN: true }),
        fc.double({ min: 0.5, max: 1.5, noNaN: true }),
        (place, sineSquared, curvature) => {
          const { least } = search([bowl(8 * 2 ** place, sineSquared, curvature)], [4, 8, 16], 30, 0.005);
          expect(least[0].limit).toBeUndefined();
          expect(least[0].sineSquared).toBeLessThan(1.02 * sineSquared);
        },
      ),
    );
  });

  it('serves several levels with one set of distances', () => {
    const { trials, least } = search([bowl(10, 0.01, 1), bowl(14, 0.03, 1), bowl(20, 0.05, 1)], [4, 8, 16]);
    expect(least.map(({ limit }) => limit)).toEqual([undefined, undefined, undefined]);
    expect(trials.length).toBeLessThan(9);
  });

  it('never repeats a distance', () => {
    const { trials } = search([bowl(9, 0.02, 15), bowl(23, 0.1, 15)], [1, 2]);
    const distances = trials.map(({ distance }) => distance).sort((a, b) => a - b);
    for (let i = 1; i < distances.length; i++) expect(distances[i] / distances[i - 1]).toBeGreaterThan(1.05);
  });

  it('goes outwards until nothing moves, where the least is at infinity', () => {
    const { trials, least } = search([(distance) => 0.01 / distance ** 2], [1, 2]);
    expect(least[0].limit).toBeUndefined();
    expect(least[0].sineSquared * D).toBeLessThan(0.5);
    expect(Math.max(...trials.map(({ distance }) => distance))).toBeGreaterThan(16);
  });

  it('goes closer while a level is reached from nowhere', () => {
    const { trials, least } = search([(distance) => (distance > 2 ? Infinity : 0.02 * distance)], [4, 8], 4);
    expect(trials.map(({ distance }) => distance)).toEqual([4, 8, 2, 1]);
    expect(least[0]).toMatchObject({ at: { distance: 1 }, limit: 'distance' });
  });

  it('does not go closer than it may', () => {
    const trials = [{ distance: 4, angles: [{ sineSquared: Infinity, epoch: 0, end: undefined }] }];
    expect(nextDistance(trials, { ...SETTINGS, closest: 2 })).toBe(2);
    expect(nextDistance(trials, { ...SETTINGS, closest: 2.1 })).toBeUndefined();
  });

  it('does not call a least converged that the ends of the trainings found', () => {
    const atEnd: DistanceTrial[] = [4, 8, 16].map((distance) => ({
      distance,
      angles: [{ sineSquared: bowl(8, 0.02, 0.1)(distance), epoch: 9, end: 'last-epoch' }],
    }));
    expect(nextDistance(atEnd, { ...SETTINGS, closest: 0 })).toBeUndefined();
    expect(leastAngle(atEnd, 0, SETTINGS)).toEqual({
      sineSquared: 0.02,
      at: { distance: 8, epoch: 9 },
      limit: 'last-epoch',
    });
  });
});
