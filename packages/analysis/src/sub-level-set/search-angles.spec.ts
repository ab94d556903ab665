import { describe, expect, it } from '@jest/globals';
import type { AnchoredPath } from './anchored-training.js';
import { distancesAfter, searchAngles, type AngleSearch, type DirectionAngles } from './search-angles.js';

const UNIT = 5;

/** Trainings in a made-up landscape: at T, level 1 is reached at an angle that is least at T = `best` lengths. */
function search(best: number, changes: Partial<AngleSearch> = {}) {
  const calls: (readonly number[])[] = [];
  const path = (multiple: number): AnchoredPath => {
    const across = 0.1 * (1 + Math.log(multiple / best) ** 2);
    const point = (loss: number, share: number) => ({ loss, along: 1, across: share * across });
    const losses = [3, 2, 1.5, 1, 0.9, 0.8];
    return { startLoss: 2.3, distance: UNIT * multiple, points: losses.map((loss, i) => point(loss, 0.5 + i / 6)) };
  };
  const found = searchAngles({
    ...{ levels: [1], dimension: 10_000, tolerance: 0.06, distances: [2, 4, 8], budget: 9 },
    train: async (distances) => {
      calls.push(distances);
      return distances.map(path);
    },
    ...changes,
  });
  return { found, calls };
}

describe('searchAngles', () => {
  it('trains at the first distance, the other first ones together, and then where the least may be', async () => {
    const { found, calls } = search(4);
    const { angles, trainings, unit, startLoss } = await found;
    expect(calls.slice(0, 2)).toEqual([[2], [4, 8]]);
    expect(trainings).toBe(calls.flat().length);
    expect({ unit, startLoss }).toEqual({ unit: UNIT, startLoss: 2.3 });
    expect(angles[0].limit).toBeUndefined();
    expect(angles[0].at).toEqual({ distance: 4 * UNIT, epoch: 2 });
  });

  it('goes on to a least that is outside the first distances, in lengths of the start', async () => {
    const { angles } = await search(30).found;
    expect((angles[0].at?.distance ?? NaN) / UNIT).toBeGreaterThan(20);
    expect(angles[0].limit).toBeUndefined();
  });

  it('ends at the budget, and says so', async () => {
    const { found, calls } = search(100, { budget: 4 });
    const { angles, trainings } = await found;
    expect(trainings).toBe(4);
    expect(calls.flat()).toEqual([2, 4, 8, 16]);
    expect(angles[0].limit).toBe('distance');
  });

  it('is done after one training where the start is at every level', async () => {
    const { found, calls } = search(4, { levels: [2.3, 5] });
    expect((await found).angles).toEqual([{ sineSquared: 0 }, { sineSquared: 0 }]);
    expect(calls).toEqual([[2]]);
  });

  it('says which end of the trainings a least is at', async () => {
    const { angles } = await search(4, { levels: [2, 0.8, 0.1] }).found;
    expect(angles.map(({ limit }) => limit)).toEqual(['first-epoch', 'last-epoch', 'last-epoch']);
    expect(angles[2].sineSquared).toBe(Infinity);
  });
});

describe('distancesAfter', () => {
  const found = (list: readonly DirectionAngles['angles'][number][]): DirectionAngles => ({
    ...{ startLoss: 2, unit: UNIT, trainings: 5, angles: list },
  });
  const at = (multiple: number) => ({ sineSquared: 0.1, at: { distance: UNIT * multiple, epoch: 3 } });
  const first = { distances: [1, 2, 3], budget: 9 };

  it('surrounds the distances at which the levels have their least', () => {
    const [below, middle, above] = distancesAfter(found([at(4), at(9), { sineSquared: 0 }]), first);
    expect(middle).toBeCloseTo(6, 9);
    expect(below).toBeCloseTo(4 / 1.6, 9);
    expect(above).toBeCloseTo(9 * 1.6, 9);
  });

  it('passes over levels whose search had a limit, and keeps the first distances where nothing was found', () => {
    const limited = { ...at(1), limit: 'last-epoch' as const };
    expect(distancesAfter(found([limited, at(4)]), first)[1]).toBeCloseTo(4, 9);
    expect(distancesAfter(found([limited, { sineSquared: 0 }]), first)).toEqual([1, 2, 3]);
  });

  it('asks for no more than the budget has', () => {
    expect(distancesAfter(found([at(4)]), { distances: [4], budget: 2 })).toHaveLength(2);
  });
});
