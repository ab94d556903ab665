import { checkNumber, checkWholeNumber } from '../check-input.js';
import { expectedChi } from './expected-chi.js';

/**
 * Gaussian width of a ball of the given radius in R^D, and of the sphere around it: r E|g| = r E chi_D.
 *
 * @throws DofError `DOF_THEORY_INPUT_INVALID` for a dimension below 1 or a negative radius.
 */
export function ballWidth(dimension: number, radius = 1): number {
  checkWholeNumber('The dimension', dimension, 1);
  checkNumber('The radius', radius, 0);
  return radius * expectedChi(dimension);
}
