import { fillNormal, type RandomKey, splitKey, threefry } from '@dof/core';
import { checkWholeNumber, invalidInput } from '../../check-input.js';
import { dot } from '../numerics/gram-matrix.js';
import { checkWell, type QuadraticWell } from './quadratic-well.js';
import { chiSquareQuantile } from '../../statistics/quantiles.js';

/** The iteration ends once this many steps in a row changed the answer by less than this share of it. */
const QUIET_STEPS = 3;
const QUIET_SHARE = 1e-5;
/** A vector is orthogonalised again when less than this share of its squared length was left. */
const TWICE_BELOW = 1e-6;

/**
 * One draw of the least loss of a quadratic well in a fresh random Gaussian subspace of dimension d, without forming
 * the D x d matrix: O(D T^2) for T steps of conjugate gradients, T a few tens for a well of condition number 1,000,
 * where a Cholesky factor takes O(D d^2).
 *
 * With B = H^(1/2) A and y = H^(1/2) v, T steps of conjugate gradients on min |y - B theta| look at A only through
 * A q_1 .. A q_T, q_j the orthonormalised directions B^T r_j of the residuals r_j. A is revealed as it is looked at:
 * given what is known, A^T (H^(1/2) r_j) has the length |x| chi_{d-j+1} outside q_1 .. q_{j-1}, x the part of
 * H^(1/2) r_j orthogonal to the earlier ones, and A q_j is chi_{d-j+1} x / |x| plus a standard normal vector orthogonal
 * to all x so far. So the joint law of the iterates is that of conjugate gradients on an explicit A. Above d = D / 2 the
 * same is done with the orthogonal complement, H^(-1/2) G with D - d columns, whose span is that of I - P_B. The
 * iteration stops when it has settled, which costs a relative error below 1e-4 for wells of condition number 1,000.
 *
 * @param d from 0 to D; above D / 2 every eigenvalue must be positive.
 * @param key the same key gives the same loss. A random direction of the start is drawn from it, too.
 * @throws DofError `DOF_THEORY_INPUT_INVALID` for a malformed well or a d out of range.
 */
export function drawLeastLoss(well: QuadraticWell, d: number, key: RandomKey): number {
  checkWell(well);
  const { eigenvalues } = well;
  const dimension = eigenvalues.length;
  checkWholeNumber('The degrees of freedom d', d, 0, dimension);
  const start = typeof well.start === 'number' ? randomVector(dimension, well.start, key) : well.start;
  const target = start.map((component, i) => Math.sqrt(eigenvalues[i]) * component);
  if (2 * d <= dimension) return project(target, eigenvalues.map(Math.sqrt), d, key).outside / 2;
  if (!eigenvalues.every((eigenvalue) => eigenvalue > 0)) {
    throw invalidInput(`An eigenvalue is 0 and d is ${d}, above D / 2; give positive eigenvalues or a smaller d.`);
  }
  const weights = eigenvalues.map((eigenvalue) => 1 / Math.sqrt(eigenvalue));
  return project(target, weights, dimension - d, key).inside / 2;
}

/** Squared lengths of a target inside and outside the span of W A, W diagonal, A Gaussian of `count` columns. */
function project(target: Float64Array, weights: Float64Array, count: number, key: RandomKey) {
  const normals = new Float32Array(target.length);
  const looked: Float64Array[] = [];
  const span: Float64Array[] = [];
  const normalKey = splitKey(key, 'columns');
  const residual = target.slice();
  let inside = 0;
  let outside = dot(residual, residual);
  for (let step = 0, quiet = 0; step < count && quiet < QUIET_STEPS; step++) {
    const look = residual.map((entry, i) => weights[i] * entry);
    const before = dot(look, look);
    subtractProjections(look, looked);
    // Near convergence little is left of the vector, and that little must be orthogonal.
    if (dot(look, look) < TWICE_BELOW * before) subtractProjections(look, looked);
    if (!normalise(look)) break;
    looked.push(look);

    fillNormal(normalKey, step, normals);
    const column = new Float64Array(normals);
    subtractProjections(column, looked);
    const length = sampleChi(normalKey, step, 2 ** 32 - 1, count - step);
    for (let i = 0; i < column.length; i++) column[i] = weights[i] * (column[i] + length * look[i]);
    subtractProjections(column, span);
    if (!normalise(column)) break;
    span.push(column);

    const coordinate = dot(column, residual);
    for (let i = 0; i < residual.length; i++) residual[i] -= coordinate * column[i];
    inside += coordinate * coordinate;
    outside = dot(residual, residual);
    quiet = coordinate * coordinate < QUIET_SHARE * Math.min(inside, outside) ? quiet + 1 : 0;
  }
  return { inside, outside };
}

/** Takes out of `vector` what lies in the span; four basis vectors a pass, which is what makes it fast. */
function subtractProjections(vector: Float64Array, orthonormal: readonly Float64Array[]): void {
  const whole = orthonormal.length - (orthonormal.length % 4);
  for (let j = 0; j < whole; j += 4) {
    const b0 = orthonormal[j];
    const b1 = orthonormal[j + 1];
    const b2 = orthonormal[j + 2];
    const b3 = orthonormal[j + 3];
    let c0 = 0;
    let c1 = 0;
    let c2 = 0;
    let c3 = 0;
    for (let i = 0; i < vector.length; i++) {
      const entry = vector[i];
      c0 += b0[i] * entry;
      c1 += b1[i] * entry;
      c2 += b2[i] * entry;
      c3 += b3[i] * entry;
    }
    for (let i = 0; i < vector.length; i++) vector[i] -= c0 * b0[i] + c1 * b1[i] + c2 * b2[i] + c3 * b3[i];
  }
  for (const basis of orthonormal.slice(whole)) {
    const coordinate = dot(basis, vector);
    for (let i = 0; i < vector.length; i++) vector[i] -= coordinate * basis[i];
  }
}

/** Scales to unit length; false for a vector that has none. */
function normalise(vector: Float64Array): boolean {
  const length = Math.sqrt(dot(vector, vector));
  if (!(length > 0)) return false;
  for (let i = 0; i < vector.length; i++) vector[i] /= length;
  return true;
}

function randomVector(dimension: number, length: number, key: RandomKey): Float64Array {
  const normals = new Float32Array(dimension);
  fillNormal(splitKey(key, 'start'), 0, normals);
  const vector = new Float64Array(normals);
  if (normalise(vector)) for (let i = 0; i < dimension; i++) vector[i] *= length;
  return vector;
}

/** One draw of chi_k, by the inverse of its distribution function at 53 random bits of (key, counter, stream). */
export function sampleChi(key: RandomKey, counter: number, stream: number, k: number): number {
  const words = new Uint32Array(2);
  threefry(key, counter, stream, words);
  const uniform = ((words[0] >>> 5) * 2 ** 26 + (words[1] >>> 6) + 0.5) * 2 ** -53;
  return Math.sqrt(chiSquareQuantile(uniform, k));
}
