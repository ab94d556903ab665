/** What the training at one distance T of the anchor came to. */
export interface DistanceTrial {
  /** T. */
  readonly distance: number;
  /** For every level the least sin^2 phi of a point at or below it; Infinity where none was. */
  readonly angles: readonly LevelAngle[];
}

/** The point of one training that is closest to g among those at or below a level. */
export interface LevelAngle {
  /** Infinity where there is none. */
  readonly sineSquared: number;
  /** Of the training, see `epochOfPoint`. */
  readonly epoch: number;
  /**
   * The end of the training that it was found at, where points beyond might be better: before the first epoch's, by a
   * stronger penalty; after the last one's, by a weaker penalty or a longer training. Undefined in between.
   */
  readonly end: 'first-epoch' | 'last-epoch' | undefined;
}

/** Why a search did not find the least angle: an end of the trainings, or T, which was still moving. */
export type SearchLimit = 'first-epoch' | 'last-epoch' | 'distance';

/** The least angle over all trainings of one direction, at one level. */
export interface LeastAngle {
  /** 0 where the start is at the level, Infinity where no training got there. */
  readonly sineSquared: number;
  /** Where it was found; absent where nothing was. */
  readonly at?: {
    /** T of the training, as a length. */
    readonly distance: number;
    readonly epoch: number;
  };
  /** What kept the search from the least, as far as it can tell; absent where it converged. */
  readonly limit?: SearchLimit;
}

/** cos^2, and with it the width, is held to this share of the tolerance of sin^2. */
const COSINE_SHARE = 1 / 6;
/** Differences of less than this many of the D dimensions are of no account. */
const DIMENSIONS_TOLERANCE = 0.1;
/** From one distance to the next where nothing is known between them. */
const STRIDE = 2;
/** Distances are never chosen closer than this factor to one that was tried. */
const CLOSEST = 1.12;
/** Distances chosen for several levels are the same if they are within this factor. */
const SAME = 1.25;

/** What a search is about. */
export interface DistanceSearch {
  /** D. */
  readonly dimension: number;
  /** What sin^2 may still fall by, as a share of itself, by a parabola through the least and its neighbours in log T. */
  readonly tolerance: number;
  /** Levels that no training reached are not looked for at a T below this. */
  readonly closest: number;
}

/**
 * The next distance T to train at; undefined where the least angle of every level is found, or cannot be found by another
 * T. Goes outwards while the least is at an end, and inwards around it by parabolas in log T; among the levels that are
 * still open, takes the distance that serves most of them.
 *
 * @param trials one or more, in any order
 */
export function nextDistance(trials: readonly DistanceTrial[], search: DistanceSearch): number | undefined {
  const sorted = byDistance(trials);
  const wanted = sorted[0].angles.flatMap((_, level) => {
    const { sineSquared, end } = sorted[indexOfLeast(sorted, level)].angles[level];
    // Where the least is at an end of the trainings, it is for them to be longer, and T has little to do with it.
    const reached = Number.isFinite(sineSquared);
    if (reached && end !== undefined) return [];
    const distance = wantedDistance(sorted, level, search);
    return distance === undefined || (!reached && distance < search.closest) ? [] : [distance];
  });
  const serves = (distance: number): number =>
    wanted.filter((other) => Math.max(other / distance, distance / other) <= SAME).length;
  // The lowest of the levels, which are the hardest to reach, come last.
  return wanted.reduceRight<number | undefined>(
    (best, distance) => (best === undefined || serves(distance) > serves(best) ? distance : best),
    undefined,
  );
}

/** The least angle found at a level, given by its index. */
export function leastAngle(
  trials: readonly DistanceTrial[],
  level: number,
  search: Pick<DistanceSearch, 'dimension' | 'tolerance'>,
): LeastAngle {
  const sorted = byDistance(trials);
  const { distance, angles } = sorted[indexOfLeast(sorted, level)];
  const { sineSquared, epoch, end } = angles[level];
  if (!Number.isFinite(sineSquared)) return { sineSquared, limit: 'last-epoch' };
  const at = { distance, epoch };
  if (sineSquared * search.dimension <= DIMENSIONS_TOLERANCE) return { sineSquared, at };
  const moves = wantedDistance(sorted, level, search) !== undefined;
  const limit = end ?? (moves ? 'distance' : undefined);
  return { sineSquared, at, ...(limit !== undefined && { limit }) };
}

/** Where the next training of one level should be. */
function wantedDistance(
  sorted: readonly DistanceTrial[],
  level: number,
  search: Pick<DistanceSearch, 'dimension' | 'tolerance'>,
): number | undefined {
  const sineAt = (i: number): number => sorted[i]?.angles[level].sineSquared ?? Infinity;
  const best = indexOfLeast(sorted, level);
  const here = sorted[best].distance;
  const least = sineAt(best);
  // Closer anchors are easier to train from.
  if (!Number.isFinite(least)) return sorted[0].distance / STRIDE;
  const nothing = DIMENSIONS_TOLERANCE / search.dimension;
  if (least <= nothing) return undefined;
  const tolerance = Math.max(nothing, search.tolerance * Math.min(least, COSINE_SHARE * (1 - least)));
  const [below, above] = [sorted[best - 1]?.distance, sorted[best + 1]?.distance];
  // Flat over two strides: the least is out there, and no longer moves.
  const flat = (towards: 1 | -1): boolean =>
    Math.max(sineAt(best + towards), sineAt(best + 2 * towards)) - least <= tolerance;
  if (below === undefined) return flat(1) ? undefined : here / STRIDE;
  if (above === undefined) return flat(-1) ? undefined : here * STRIDE;

  const left = { x: Math.log(below / here), y: sineAt(best - 1) - least };
  const right = { x: Math.log(above / here), y: sineAt(best + 1) - least };
  const wide = Math.max(-left.x, right.x) > Math.log(STRIDE) + 1e-9;
  const vertex = Number.isFinite(left.y) && Number.isFinite(right.y) ? vertexOf(left, right) : undefined;
  if (vertex !== undefined && !wide && vertex.y >= -tolerance) return undefined;
  const middle = (-left.x > right.x ? left.x : right.x) / 2;
  const clear = (x: number): boolean =>
    Math.min(Math.abs(x), Math.abs(x - left.x), Math.abs(x - right.x)) >= Math.log(CLOSEST);
  const next = vertex !== undefined && clear(vertex.x) ? vertex.x : middle;
  return clear(next) ? here * Math.exp(next) : undefined;
}

/** The lowest point of the parabola through the origin and two points to its left and right, neither of them lower. */
function vertexOf(left: Point, right: Point): Point {
  const [slopeLeft, slopeRight] = [left.y / left.x, right.y / right.x];
  const curvature = (slopeRight - slopeLeft) / (right.x - left.x);
  if (!(curvature > 0)) return { x: 0, y: 0 };
  const slope = slopeLeft - curvature * left.x;
  return { x: -slope / (2 * curvature), y: -(slope ** 2) / (4 * curvature) };
}

interface Point {
  readonly x: number;
  readonly y: number;
}

function byDistance(trials: readonly DistanceTrial[]): readonly DistanceTrial[] {
  return [...trials].sort((a, b) => a.distance - b.distance);
}

function indexOfLeast(sorted: readonly DistanceTrial[], level: number): number {
  const sines = sorted.map(({ angles }) => angles[level].sineSquared);
  return sines.indexOf(Math.min(...sines));
}
