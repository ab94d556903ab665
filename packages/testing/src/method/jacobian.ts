import type { Reparametrisation } from '@dof/core';
import { normalArray } from '../problems/random-arrays.js';

/** A power of two, so that theta moves by exactly this in float32. */
const STEP = 2 ** -4;

/** Column j is dw/dtheta_j, in float64: `columns[j][i]` for coordinate j and parameter i. */
export type Jacobian = readonly Float64Array[];

/** w(theta) in float64. */
export async function image(map: Reparametrisation, theta: Float32Array): Promise<Float64Array> {
  const w = new Float32Array(map.dimension).fill(NaN);
  await map.embed(theta, w);
  return Float64Array.from(w);
}

/** J(theta)^T g. */
export async function pulledBack(
  map: Reparametrisation,
  theta: Float32Array,
  gradient: Float32Array,
): Promise<Float64Array> {
  const out = new Float32Array(map.degreesOfFreedom).fill(NaN);
  await map.pullback(theta, gradient, out);
  return Float64Array.from(out);
}

/**
 * The Jacobian by central differences over four points, exact for polynomials up to degree 4: error of order h^4 with
 * h = 1/16, and of the rounding of w to float32 over h.
 */
export async function differencedJacobian(map: Reparametrisation, theta: Float32Array): Promise<Jacobian> {
  const columns: Float64Array[] = [];
  for (let j = 0; j < map.degreesOfFreedom; j++) {
    const at = async (steps: number): Promise<Float64Array> => {
      const moved = theta.slice();
      moved[j] += steps * STEP;
      return image(map, moved);
    };
    const [two, one, minusOne, minusTwo] = [await at(2), await at(1), await at(-1), await at(-2)];
    columns.push(one.map((_, i) => (8 * (one[i] - minusOne[i]) - (two[i] - minusTwo[i])) / (12 * STEP)));
  }
  return columns;
}

/** The Jacobian from the pull-backs of unit gradients: no differences, so accurate to the rounding of its entries. */
export async function pulledBackJacobian(map: Reparametrisation, theta: Float32Array): Promise<Jacobian> {
  const columns = Array.from({ length: map.degreesOfFreedom }, () => new Float64Array(map.dimension));
  const unit = new Float32Array(map.dimension);
  for (let i = 0; i < map.dimension; i++) {
    unit.fill(0);
    unit[i] = 1;
    const row = await pulledBack(map, theta, unit);
    columns.forEach((column, j) => (column[i] = row[j]));
  }
  return columns;
}

/** Coordinates with nothing special about them: the initial ones, rounded to steps of 2^-10, moved by N(0, 1/4). */
export function genericCoordinates(map: Reparametrisation, stream: number): Float32Array {
  const noise = normalArray([9, 9], stream, map.degreesOfFreedom);
  return map.initialCoordinates().map((value, j) => Math.round((value + 0.5 * noise[j]) * 2 ** 10) / 2 ** 10);
}
