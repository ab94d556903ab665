import { invalidInput } from '../check-input.js';
import { studentQuantile } from '../statistics/quantiles.js';
import { expectedChi } from '../theory/width/expected-chi.js';
import type { SearchLimit } from './distance-search.js';
import type { DirectionAngles } from './search-angles.js';

/** The Gaussian width of the sub-level set of one level, and what the escape theorem makes of it. */
export interface SubLevelSetWidth {
  /** eps. */
  readonly level: number;
  /** `start`: every w_t is in the set. `not-reached`: for at least one direction no training got to the level. */
  readonly status: 'measured' | 'start' | 'not-reached';
  /** Directions g, over all seeds. */
  readonly directions: number;
  /** Directions whose starting point is in the set, so that nothing is to be turned. */
  readonly atStart: number;
  /** Directions for which training got to the level, and those whose start is there. */
  readonly reached: number;
  /** Directions whose search had converged; and, of the others, how many were kept from it by what. */
  readonly converged: number;
  readonly limits: Readonly<Record<SearchLimit, number>>;
  /** Mean of sin^2 phi; null where it is not reached. So are the following. */
  readonly sineSquared: number | null;
  /** d_G = D - width^2, with |g| at sqrt(D). Training that ends short of the closest point makes it too high, never too low. */
  readonly dG: number | null;
  /**
   * Ends of its interval over seeds and directions. Null also where there is one direction only, and where some of the
   * starts are in the set and others are not.
   */
  readonly lower: number | null;
  readonly upper: number | null;
  /** E sup <g, u> over the set, projected on the unit sphere around w_t. */
  readonly width: number | null;
  /** width^2; less than D - d_G by at most half a dimension, since E|g| is less than sqrt(D). */
  readonly localAngularDimension: number | null;
  /** The least and the largest T at which angles were found, in lengths |w_t|; null where none was. */
  readonly distances: readonly [number, number] | null;
  /** The first and the last epoch of the trainings at which they were found; null where none was. */
  readonly epochs: readonly [number, number] | null;
}

export interface WidthOptions {
  readonly levels: readonly number[];
  /** D. */
  readonly dimension: number;
  /** Of the intervals; default: 0.95. */
  readonly confidence?: number;
}

/**
 * Widths from the least angles of independent directions: E|g| times the mean cosine, since the length of a normal
 * vector is independent of its direction. What any training finds is a point of the set, so the width is at least so
 * large in the mean, and d_G at most.
 *
 * The interval is Student's over the means of the seeds, whose starting points differ unless the experiment fixed one; with
 * one seed, over its directions: then it is about that starting point alone. The deviation is that of the logarithms,
 * since angles spread in proportion to their size. It knows of the draw of seeds and directions, and nothing of how far
 * training falls short.
 *
 * @param seeds for every seed, what was found for its directions
 * @throws DofError `DOF_THEORY_INPUT_INVALID` where there is no direction.
 */
export function subLevelSetWidths(
  seeds: readonly (readonly DirectionAngles[])[],
  { levels, dimension, confidence = 0.95 }: WidthOptions,
): readonly SubLevelSetWidth[] {
  const all = seeds.flat();
  if (all.length === 0 || seeds.some((directions) => directions.length === 0)) {
    throw invalidInput('No direction is given; give at least one of every seed.');
  }
  return levels.map((level, k) => {
    const search = searchesAt(all, k);
    if (search.reached < search.directions) return { level, status: 'not-reached', ...search, ...UNKNOWN };
    // 1 - cos phi keeps its digits where phi is small.
    const lacks = seeds.map((directions) => directions.map(({ angles }) => lackOfCosine(angles[k].sineSquared)));
    const { centre, factor } = meanOverSeeds(lacks, confidence);
    const width = expectedChi(dimension) * (1 - centre);
    return {
      ...{ level, status: search.atStart === search.directions ? 'start' : 'measured', ...search },
      sineSquared: mean(all.map(({ angles }) => angles[k].sineSquared)),
      dG: escapedDimensions(centre, dimension),
      lower: factor === undefined ? null : escapedDimensions(centre / factor, dimension),
      upper: factor === undefined ? null : escapedDimensions(centre * factor, dimension),
      width,
      localAngularDimension: width ** 2,
    };
  });
}

const UNKNOWN = { sineSquared: null, dG: null, lower: null, upper: null, width: null, localAngularDimension: null };

type Searches = Pick<
  SubLevelSetWidth,
  'directions' | 'atStart' | 'reached' | 'converged' | 'limits' | 'distances' | 'epochs'
>;

/** How the searches of all directions went at the level with this index. */
function searchesAt(all: readonly DirectionAngles[], k: number): Searches {
  const found = all.map(({ angles }) => angles[k]);
  const limited = (limit: SearchLimit): number => found.filter((one) => one.limit === limit).length;
  const turned = all.flatMap(({ angles, unit }) => {
    const { at } = angles[k];
    return at === undefined ? [] : [{ distance: at.distance / unit, epoch: at.epoch }];
  });
  return {
    directions: found.length,
    atStart: found.filter(({ sineSquared, at }) => sineSquared === 0 && at === undefined).length,
    reached: found.filter(({ sineSquared }) => Number.isFinite(sineSquared)).length,
    converged: found.filter(({ limit }) => limit === undefined).length,
    limits: {
      'first-epoch': limited('first-epoch'),
      'last-epoch': limited('last-epoch'),
      distance: limited('distance'),
    },
    distances: range(turned.map(({ distance }) => distance)),
    epochs: range(turned.map(({ epoch }) => epoch)),
  };
}

function range(values: readonly number[]): readonly [number, number] | null {
  return values.length === 0 ? null : [Math.min(...values), Math.max(...values)];
}

/** 1 - cos phi. */
function lackOfCosine(sineSquared: number): number {
  return sineSquared / (1 + Math.sqrt(1 - sineSquared));
}

/** D sin^2 phi for the phi of this 1 - cos phi. */
function escapedDimensions(lack: number, dimension: number): number {
  const most = Math.min(1, lack);
  return dimension * most * (2 - most);
}

/** The mean, and the factor between it and either end of its interval; undefined where there is none. */
function meanOverSeeds(seeds: readonly (readonly number[])[], confidence: number) {
  const values = seeds.length > 1 ? seeds.map(mean) : seeds[0];
  const centre = mean(values);
  if (values.every((value) => value === 0)) return { centre, factor: 1 };
  if (values.length < 2 || seeds.flat().some((value) => value === 0)) return { centre };
  const logs = values.map(Math.log);
  const meanLog = mean(logs);
  const variance = logs.reduce((sum, value) => sum + (value - meanLog) ** 2, 0) / (logs.length - 1);
  const quantile = studentQuantile((1 + confidence) / 2, logs.length - 1);
  return { centre, factor: Math.exp(quantile * Math.sqrt(variance / logs.length)) };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
