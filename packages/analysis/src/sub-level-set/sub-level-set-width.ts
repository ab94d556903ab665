import { invalidInput } from '../check-input.js';
import { studentQuantile } from '../statistics/quantiles.js';
import { expectedChi } from '../theory/width/expected-chi.js';
import type { DirectionAngles } from './search-angles.js';

/** The Gaussian width of the sub-level set of one level, and what the escape theorem makes of it. */
export interface SubLevelSetWidth {
  /** eps. */
  readonly level: number;
  /** `start`: w_t is in the set. `not-reached`: for at least one direction no training got to the level. */
  readonly status: 'measured' | 'start' | 'not-reached';
  /** Directions g, over all seeds, and those for which training got to the level. */
  readonly directions: number;
  readonly reached: number;
  /** Directions whose search had converged. */
  readonly converged: number;
  /** Mean of sin^2 phi; null where it is not reached. So are the following. */
  readonly sineSquared: number | null;
  /** d_G = D - width^2, with |g| at sqrt(D): a random subspace of fewer dimensions hardly ever meets the set. */
  readonly dG: number | null;
  /** Ends of its interval over seeds and directions; null also where there is one direction only. */
  readonly lower: number | null;
  readonly upper: number | null;
  /** E sup <g, u> over the set, projected on the unit sphere around w_t. */
  readonly width: number | null;
  /** width^2. */
  readonly localAngularDimension: number | null;
  /** The least and the largest T at which the directions' angles were found; null where none was trained for. */
  readonly distances: readonly [number, number] | null;
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
 * The interval is Student's over the means of the seeds, each of which has a starting point of its own; with one seed, over
 * its directions: then it is about that starting point alone. It is taken on the scale of log d_G, where the spread of
 * small angles is even.
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
  return levels.map((level, k): SubLevelSetWidth => {
    const found = all.map(({ angles }) => angles[k]);
    const reached = found.filter(({ sineSquared }) => Number.isFinite(sineSquared));
    const trained = found.filter(({ distance }) => distance > 0).map(({ distance }) => distance);
    const counts = {
      directions: found.length,
      reached: reached.length,
      converged: found.filter(({ converged }) => converged).length,
      distances: trained.length === 0 ? null : ([Math.min(...trained), Math.max(...trained)] as const),
    };
    if (reached.length < found.length) {
      const unknown = {
        sineSquared: null,
        dG: null,
        lower: null,
        upper: null,
        width: null,
        localAngularDimension: null,
      };
      return { level, status: 'not-reached', ...counts, ...unknown };
    }
    // 1 - cos phi keeps its digits where phi is small.
    const lacks = seeds.map((directions) => directions.map(({ angles }) => lackOfCosine(angles[k].sineSquared)));
    const { centre, factor } = meanOverSeeds(lacks, confidence);
    const width = expectedChi(dimension) * (1 - centre);
    return {
      ...{ level, status: trained.length === 0 ? 'start' : 'measured', ...counts },
      sineSquared: mean(found.map(({ sineSquared }) => sineSquared)),
      dG: escapedDimensions(centre, dimension),
      lower: factor === undefined ? null : escapedDimensions(centre / factor, dimension),
      upper: factor === undefined ? null : escapedDimensions(centre * factor, dimension),
      width,
      localAngularDimension: width ** 2,
    };
  });
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

/** The mean, and the factor between it and either end of its interval; undefined for one value. */
function meanOverSeeds(seeds: readonly (readonly number[])[], confidence: number) {
  const values = seeds.length > 1 ? seeds.map(mean) : seeds[0];
  const centre = mean(values);
  if (values.length < 2) return { centre };
  if (centre === 0) return { centre, factor: 1 };
  const variance = values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1);
  const quantile = studentQuantile((1 + confidence) / 2, values.length - 1);
  return { centre, factor: Math.exp((quantile * Math.sqrt(variance / values.length)) / centre) };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
