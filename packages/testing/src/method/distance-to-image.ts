import type { Reparametrisation } from '@dof/core';
import { dampedLeastSquares, norm } from './dense-algebra.js';
import { genericCoordinates, image, pulledBackJacobian } from './jacobian.js';

const STARTS = 4;
const ITERATIONS = 80;

/**
 * How near the image of the map comes to a target of length D, as a share of the way from w(theta_0): the least found
 * by Levenberg and Marquardt's method from several generic thetas, stopped below `enough`. One step decides for a
 * linear map, up to rounding; for others an upper bound.
 */
export async function distanceToImage(map: Reparametrisation, target: Float64Array, enough: number): Promise<number> {
  const from = await image(map, map.initialCoordinates());
  const way = norm(target.map((value, i) => value - from[i])) || 1;
  let least = Infinity;
  for (let start = 0; start < STARTS && least > enough; start++) {
    least = Math.min(least, (await approach(map, target, genericCoordinates(map, start), enough * way)) / way);
  }
  return least;
}

async function approach(
  map: Reparametrisation,
  target: Float64Array,
  theta: Float32Array,
  enough: number,
): Promise<number> {
  const missing = async (at: Float32Array): Promise<Float64Array> => {
    const w = await image(map, at);
    return target.map((value, i) => value - w[i]);
  };
  let residual = await missing(theta);
  let damping = 1e-3;
  for (let i = 0; i < ITERATIONS && norm(residual) > enough && damping < 1e12; i++) {
    const step = dampedLeastSquares(await pulledBackJacobian(map, theta), residual, damping);
    const moved = theta.map((value, j) => value + step[j]);
    const movedResidual = await missing(moved);
    if (norm(movedResidual) < norm(residual)) {
      [theta, residual] = [moved, movedResidual];
      damping = Math.max(damping / 10, 1e-14);
    } else {
      damping *= 10;
    }
  }
  return norm(residual);
}
