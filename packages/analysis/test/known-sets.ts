import type { Objective } from '@dof/core';
import { largestCosineOfWell } from '@dof/analysis';

/** A loss over R^D that is known in closed form: no examples, no noise, and sub-level sets whose angles can be computed. */
export interface KnownSet {
  readonly objective: Objective;
  /** A starting point w_t outside the set. */
  readonly start: Float32Array;
  /** eps of the set. */
  readonly level: number;
  /** sup of cos(phi) over the set for the direction g, phi the angle between g and a point of the set seen from w_t. */
  largestCosine(g: Float64Array): number;
}

/** What one epoch of training on a known loss is: as many steps, all of them with the whole loss. */
export const STEPS_PER_EPOCH = 20;

function objectiveOf(dimension: number, loss: (w: Float32Array, gradient?: Float32Array) => number): Objective {
  return {
    dimension,
    layout: { dimension, segments: [] },
    initialise: () => new Float32Array(dimension),
    lossAndGradient: (w, _, gradient) => loss(w, gradient),
    evaluate: (w) => ({ loss: loss(w), accuracy: 0 }),
    dispose: () => {},
  };
}

/** A quadratic well L = 1/2 sum lambda_i w_i^2 around 0, whose sub-level sets are ellipsoids, seen from `start`. */
export function ellipsoid(eigenvalues: Float64Array, start: Float32Array, level: number): KnownSet {
  const objective = objectiveOf(eigenvalues.length, (w, gradient) => {
    let sum = 0;
    for (let i = 0; i < w.length; i++) {
      const slope = eigenvalues[i] * w[i];
      if (gradient !== undefined) gradient[i] = slope;
      sum += (slope * w[i]) / 2;
    }
    return sum;
  });
  const well = { eigenvalues, start: Float64Array.from(start) };
  return { objective, start, level, largestCosine: (g) => largestCosineOfWell(well, level, g) };
}

/** The half-space of all w with w_1 >= 1, seen from 0; L = max(0, 1 - w_1). */
export function halfSpace(dimension: number): KnownSet {
  const objective = objectiveOf(dimension, (w, gradient) => {
    gradient?.fill(0);
    if (gradient !== undefined && w[0] < 1) gradient[0] = -1;
    return Math.max(0, 1 - w[0]);
  });
  return {
    objective,
    start: new Float32Array(dimension),
    level: 0,
    // Directions into it are never turned; others as far as its border, which is parallel to w_1 = 0 far away.
    largestCosine: (g) => (g[0] >= 0 ? 1 : Math.sqrt(1 - (g[0] / norm(g)) ** 2)),
  };
}

export function norm(v: ArrayLike<number>): number {
  let squares = 0;
  for (let i = 0; i < v.length; i++) squares += v[i] ** 2;
  return Math.sqrt(squares);
}
