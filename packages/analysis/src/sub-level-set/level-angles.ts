import { sineSquared, type AnchoredPoint } from './anchored-training.js';
import type { LevelAngle } from './distance-search.js';

/**
 * What the points of one training say of every level: the least angle among those at or below it. At the first epoch's
 * point it is not interior, since a stronger penalty might have found a better one, nor at those of the last epoch, since a
 * longer training might.
 */
export function levelAngles(points: readonly AnchoredPoint[], levels: readonly number[]): readonly LevelAngle[] {
  const sines = points.map(sineSquared);
  return levels.map((level) => {
    let best = -1;
    for (let i = 0; i < points.length; i++) {
      if (points[i].loss <= level && sines[i] < 1 && (best < 0 || sines[i] < sines[best])) best = i;
    }
    if (best < 0) return { sineSquared: Infinity, interior: false };
    return { sineSquared: sines[best], interior: best > 1 && best < points.length - 2 };
  });
}
