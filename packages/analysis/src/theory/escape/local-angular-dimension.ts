import { checkNumber, checkWholeNumber, invalidInput } from '../../check-input.js';

/** The part of a threshold used here; every `ThresholdTrainingDimension` is one. */
export interface ThresholdWithInterval {
  /** d*, null when censored or unknown. */
  readonly dStar: number | null;
  /** d* > lower; null when not bounded from below. */
  readonly lower: number | null;
  /** d* <= upper; null when not bounded from above. */
  readonly upper: number | null;
}

export interface LocalAngularDimension {
  /** d_local = width^2 of the sub-level set projected on the unit sphere around the starting point. */
  readonly localAngularDimension: number | null;
  /** d_local >= lower; null when not bounded from below. */
  readonly lower: number | null;
  /** d_local < upper; null when not bounded from above. */
  readonly upper: number | null;
}

/**
 * The local angular dimension d_local = D - d* that a measured threshold training dimension implies, with its interval
 * (Larsen et al. 2022, section 3: success is unlikely unless d + d_local >= D). A one-sided interval, as of a
 * censored threshold, stays one-sided and changes sides.
 *
 * @param dimension D.
 * @throws DofError `DOF_THEORY_INPUT_INVALID` for numbers outside [0, D] or out of order.
 */
export function localAngularDimension(dimension: number, threshold: ThresholdWithInterval): LocalAngularDimension {
  const [value, lower, upper] = mirror(dimension, 'd*', threshold.dStar, threshold.lower, threshold.upper);
  return { localAngularDimension: value, lower, upper };
}

/**
 * The inverse of {@link localAngularDimension}: the threshold d* = D - d_local of a known local angular dimension.
 *
 * @param dimension D.
 * @throws DofError `DOF_THEORY_INPUT_INVALID` for numbers outside [0, D] or out of order.
 */
export function thresholdFromAngularDimension(
  dimension: number,
  angular: LocalAngularDimension,
): ThresholdWithInterval {
  const { localAngularDimension: value, lower, upper } = angular;
  const [dStar, least, most] = mirror(dimension, 'd_local', value, lower, upper);
  return { dStar, lower: least, upper: most };
}

type Bound = number | null;

function mirror(dimension: number, name: string, value: Bound, lower: Bound, upper: Bound): [Bound, Bound, Bound] {
  checkWholeNumber('The dimension D', dimension, 1);
  const known = [lower, value, upper].filter((number) => number !== null);
  for (const number of known) checkNumber(`${name} or a bound of it`, number, 0, dimension);
  if (known.some((number, i) => i > 0 && number < known[i - 1])) {
    throw invalidInput(`${name} is given as ${lower} <= ${value} <= ${upper}; give lower <= value <= upper.`);
  }
  const from = (number: Bound) => (number === null ? null : dimension - number);
  return [from(value), from(upper), from(lower)];
}
