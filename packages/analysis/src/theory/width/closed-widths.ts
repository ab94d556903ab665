import { checkNumber, checkWholeNumber } from '../../check-input.js';
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

/**
 * Gaussian width of the unit vectors of a linear subspace of the given dimension m, in a space of any dimension: the
 * supremum of <g, x> is the length of the projection of g on the subspace, so the width is E chi_m. 0 for m = 0 by
 * convention.
 *
 * @throws DofError `DOF_THEORY_INPUT_INVALID` unless the dimension is a whole number of at least 0.
 */
export function subspaceWidth(subspaceDimension: number): number {
  checkWholeNumber('The dimension of the subspace', subspaceDimension, 0);
  return subspaceDimension === 0 ? 0 : expectedChi(subspaceDimension);
}
