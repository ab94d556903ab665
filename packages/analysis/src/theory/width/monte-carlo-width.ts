import { fillNormal, type RandomKey } from '@dof/core';
import { checkWholeNumber, invalidInput } from '../../check-input.js';

export interface MonteCarloWidthOptions {
  /** D, the dimension of the space the set lies in. */
  readonly dimension: number;
  /**
   * h_S(g) = sup of <g, x> over x in S. Gets the same array, with other values, at every call.
   */
  readonly supportFunction: (g: Float32Array) => number;
  readonly key: RandomKey;
  /** Number of independent draws of g, at least 2 and at most 2^32 - 1. */
  readonly samples: number;
}

export interface MonteCarloWidth {
  readonly width: number;
  /** Standard error of `width`. */
  readonly standardError: number;
  readonly samples: number;
}

/**
 * Gaussian width of a set known by its support function: width(S) = E h_S(g), g ~ N(0, I_D) (Larsen et al. 2022,
 * section 3), as the mean of independent draws. The same key gives the same estimate.
 *
 * @throws DofError `DOF_THEORY_INPUT_INVALID` for a dimension or a number of samples out of range, or a support
 * function that does not return a finite number.
 */
export function monteCarloWidth(options: MonteCarloWidthOptions): MonteCarloWidth {
  const { dimension, supportFunction, key, samples } = options;
  checkWholeNumber('The dimension', dimension, 1);
  checkWholeNumber('The number of samples', samples, 2, 2 ** 32 - 1);
  const g = new Float32Array(dimension);
  let mean = 0;
  let squares = 0;
  for (let i = 0; i < samples; i++) {
    fillNormal(key, i, g);
    const value = supportFunction(g);
    if (!Number.isFinite(value)) {
      throw invalidInput(`The support function returned ${value}; the set must be bounded and not empty.`);
    }
    const difference = value - mean;
    mean += difference / (i + 1);
    squares += difference * (value - mean);
  }
  return { width: mean, standardError: Math.sqrt(squares / (samples - 1) / samples), samples };
}
