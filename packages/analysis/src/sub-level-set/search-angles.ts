import { invalidInput } from '../check-input.js';
import type { AnchoredPath } from './anchored-training.js';
import { leastAngle, nextDistance, type DistanceTrial, type LeastAngle } from './distance-search.js';
import { levelAngles } from './level-angles.js';

/** Levels that are not reached are looked for at this much less than the least of the first distances, and no closer. */
const CLOSER = 2;
/** From the best distances of one direction to those around them that others begin with. */
const MARGIN = 1.6;

export interface AngleSearch {
  /** Of the training loss. */
  readonly levels: readonly number[];
  /** D. */
  readonly dimension: number;
  /** T of the first trainings, in lengths |w_t|. */
  readonly distances: readonly number[];
  /** What sin^2 of a least angle may still fall by, as a share of itself. */
  readonly tolerance: number;
  /** The most trainings. */
  readonly budget: number;
  /** Trains from the anchors at these T in the direction g of this search, at the same time or one after the other. */
  train(distances: readonly number[]): Promise<readonly AnchoredPath[]>;
}

/** What was found for one direction g. */
export interface DirectionAngles {
  /** L(w_t). */
  readonly startLoss: number;
  /** By level, in the order asked. */
  readonly angles: readonly LeastAngle[];
  /** |w_t|, or 1 where that is 0: what distances are multiples of. */
  readonly unit: number;
  /** How many trainings it took. */
  readonly trainings: number;
}

/**
 * The least angles by which one direction g must be turned about w_t to meet the sub-level set of each level: the first
 * distances, and then those that `nextDistance` chooses until no angle moves any more or the budget is spent.
 *
 * @throws DofError `DOF_THEORY_INPUT_INVALID` for a budget below the number of first distances.
 */
export async function searchAngles(search: AngleSearch): Promise<DirectionAngles> {
  const { levels, dimension, tolerance, distances, budget, train } = search;
  if (!(distances.length >= 1 && budget >= distances.length)) {
    throw invalidInput(`The budget is ${budget} trainings for ${distances.length} first distances; give one for each.`);
  }
  const paths: AnchoredPath[] = [];
  // Levels that the start reaches need no turning.
  const open = (): readonly number[] => levels.filter((level) => level < paths[0].startLoss);
  const trials = (): readonly DistanceTrial[] =>
    paths.map(({ distance, points }) => ({ distance, angles: levelAngles(points, open()) }));

  paths.push(...(await train(distances.slice(0, 1))));
  if (open().length > 0 && distances.length > 1) paths.push(...(await train(distances.slice(1))));
  const unit = paths[0].distance / distances[0];
  const closest = (unit * Math.min(...distances)) / CLOSER;
  while (open().length > 0 && paths.length < budget) {
    const distance = nextDistance(trials(), { dimension, tolerance, closest });
    if (distance === undefined) break;
    paths.push(...(await train([distance / unit])));
  }
  const found = trials();
  const angles = levels.map((level): LeastAngle => {
    const at = open().indexOf(level);
    return at < 0 ? { sineSquared: 0 } : leastAngle(found, at, { dimension, tolerance });
  });
  return { startLoss: paths[0].startLoss, angles, unit, trainings: paths.length };
}

/**
 * Where the searches of further directions begin, from what the first one about the same start found: below its best
 * distances, in their middle and above them. They hardly differ between directions, so fewer trainings are needed. What
 * the ends of the trainings decided is left out.
 */
export function distancesAfter(
  { angles, unit }: DirectionAngles,
  { distances, budget }: Pick<AngleSearch, 'distances' | 'budget'>,
): readonly number[] {
  const multiples = angles.flatMap(({ at, limit }) =>
    at !== undefined && limit === undefined ? [at.distance / unit] : [],
  );
  if (multiples.length === 0) return distances;
  const [least, largest] = [Math.min(...multiples), Math.max(...multiples)];
  return [least / MARGIN, Math.sqrt(least * largest), largest * MARGIN].slice(0, budget);
}
