import { epochOfPoint, sineSquared, type AnchoredPoint } from './anchored-training.js';
import type { LevelAngle } from './distance-search.js';

/** Index of the mean of the first epoch, after the anchor. */
const FIRST_MEAN = 1;

/**
 * What the points of one training say of every level: the least angle among those at or below it. A point at or beyond a
 * right angle to g does not count: in the many dimensions of a network none is met.
 */
export function levelAngles(points: readonly AnchoredPoint[], levels: readonly number[]): readonly LevelAngle[] {
  const sines = points.map(sineSquared);
  return levels.map((level) => {
    let best = -1;
    for (let i = 0; i < points.length; i++) {
      if (points[i].loss <= level && sines[i] < 1 && (best < 0 || sines[i] < sines[best])) best = i;
    }
    if (best < 0) return { sineSquared: Infinity, epoch: 0, end: undefined };
    const end = best <= FIRST_MEAN ? 'first-epoch' : best >= points.length - 2 ? 'last-epoch' : undefined;
    return { sineSquared: sines[best], epoch: epochOfPoint(best), end };
  });
}
