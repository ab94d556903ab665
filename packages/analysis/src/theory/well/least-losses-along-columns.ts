import { invalidInput } from '../../check-input.js';
import { choleskyInPlace, solveLowerInPlace } from '../numerics/cholesky.js';
import { dot, gramMatrix } from '../numerics/gram-matrix.js';
import { checkWell, startingLoss, type QuadraticWell } from './quadratic-well.js';

/** A quadratic loss around a point w_0 and a subspace through it: w = w_0 + A theta. */
export interface SubspaceQuadratic {
  /** L(w_0). */
  readonly startLoss: number;
  /** Gradient of L at w_0, shape [D]. */
  readonly gradient: Float64Array;
  /** A of shape [D, d], column after column; unit columns are not required, the span is all that counts. */
  readonly columns: Float64Array;
  /** H A of shape [D, d], column after column, H the Hessian of L. */
  readonly hessianColumns: Float64Array;
}

/**
 * The exact least losses of a quadratic in the spans of the first 0, 1, .. d columns of a given A, without training:
 * L(w_0) - 1/2 |z|^2 with z = C^(-1) A^T grad L and C C^T = A^T H A (Cholesky). The factor of every leading block is
 * part of the whole factor, so one factorisation gives the whole curve in D d^2 / 2 + d^3 / 6 multiply-adds.
 *
 * @returns shape [d + 1], never rising; entry j is the least loss in the span of the first j columns.
 * @throws DofError `DOF_THEORY_INPUT_INVALID` for shapes that do not fit, or when A^T H A is not positive definite.
 */
export function leastLossesAlongColumns(quadratic: SubspaceQuadratic): Float64Array {
  const { startLoss, gradient, columns, hessianColumns } = quadratic;
  if (hessianColumns.length !== columns.length) {
    throw invalidInput(`A has ${columns.length} entries and H A ${hessianColumns.length}; give matrices of one shape.`);
  }
  const squares = squaredCoordinates(columns, hessianColumns, gradient);
  const losses = new Float64Array(squares.length + 1);
  losses[0] = startLoss;
  for (let j = 0; j < squares.length; j++) losses[j + 1] = losses[j] - squares[j] / 2;
  return losses;
}

/**
 * {@link leastLossesAlongColumns} for a quadratic well, A given in the eigenbasis of the Hessian.
 *
 * @param columns A of shape [D, d], column after column.
 * @throws DofError `DOF_THEORY_INPUT_INVALID` for a malformed well, or as {@link leastLossesAlongColumns}.
 */
export function wellLeastLosses(well: QuadraticWell<Float64Array>, columns: Float64Array): Float64Array {
  const { eigenvalues, start } = well;
  const losses = leastLossesAlongColumns({
    startLoss: startingLoss(well),
    gradient: eigenvalues.map((eigenvalue, i) => eigenvalue * start[i]),
    columns,
    hessianColumns: columns.map((entry, i) => eigenvalues[i % eigenvalues.length] * entry),
  });
  // At d = D the difference that should be 0 may round below it.
  return losses.map((loss) => Math.max(0, loss));
}

/**
 * The exact least losses of a quadratic well in the affine subspaces through the start that the first 0, 1, .. k
 * linear constraints <g_j, w - v> = 0 leave, dimension D - j: 1/2 |z|^2 with z = C^(-1) G^T v and
 * C C^T = G^T H^(-1) G. The same subspaces as those of {@link wellLeastLosses} described by what is orthogonal to
 * them, which costs less and keeps more digits when d is above D / 2.
 *
 * @param normals G of shape [D, k], column after column.
 * @returns shape [k + 1], never falling; entry j is the least loss at dimension D - j.
 * @throws DofError `DOF_THEORY_INPUT_INVALID` for a malformed well, an eigenvalue of 0, shapes that do not fit, or
 * dependent columns.
 */
export function constrainedWellLeastLosses(well: QuadraticWell<Float64Array>, normals: Float64Array): Float64Array {
  checkWell(well);
  const { eigenvalues, start } = well;
  if (!eigenvalues.every((eigenvalue) => eigenvalue > 0)) {
    throw invalidInput('An eigenvalue is 0; constraints need a Hessian with an inverse, use wellLeastLosses.');
  }
  const inverse = normals.map((entry, i) => entry / eigenvalues[i % eigenvalues.length]);
  const squares = squaredCoordinates(normals, inverse, start);
  const losses = new Float64Array(squares.length + 1);
  for (let j = 0; j < squares.length; j++) losses[j + 1] = losses[j] + squares[j] / 2;
  return losses;
}

/** The squared entries of C^(-1) A^T vector, C C^T = A^T B. */
function squaredCoordinates(a: Float64Array, b: Float64Array, vector: Float64Array): Float64Array {
  const length = vector.length;
  const count = a.length / length;
  if (!Number.isInteger(count)) {
    throw invalidInput(`The matrix has ${a.length} entries; give a whole number of columns of ${length} each.`);
  }
  const factor = gramMatrix(a, b, length, count);
  choleskyInPlace(factor, count);
  const z = new Float64Array(count);
  for (let j = 0; j < count; j++) z[j] = dot(a.subarray(j * length, (j + 1) * length), vector);
  solveLowerInPlace(factor, count, z);
  return z.map((entry) => entry * entry);
}
