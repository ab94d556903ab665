import type { Objective } from '@dof/core';

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
  return { objective, start, level, largestCosine: (g) => largestCosineOfEllipsoid(eigenvalues, start, level, g) };
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

/**
 * By the condition that holds at the closest point p: with its anchor a on the ray along g so that a - p is orthogonal to
 * p - w_t, it is the point that minimises L + lambda / 2 |p - a|^2 for some lambda. For an anchor at T that is
 * `p_i = lambda a_i / (lambda_i + lambda)`; lambda by bisection for the level, T by golden section.
 */
function largestCosineOfEllipsoid(eigenvalues: Float64Array, start: Float32Array, level: number, g: Float64Array) {
  const length = norm(g);
  const cosineAt = (logT: number): number => {
    const T = Math.exp(logT) / length;
    const lossAt = (lambda: number): number => {
      let sum = 0;
      for (let i = 0; i < g.length; i++) {
        sum += (eigenvalues[i] * ((lambda * (start[i] + T * g[i])) / (eigenvalues[i] + lambda)) ** 2) / 2;
      }
      return sum;
    };
    let [low, high] = [-40, 20];
    for (let k = 0; k < 45; k++) {
      const middle = (low + high) / 2;
      if (lossAt(Math.exp(middle)) > level) high = middle;
      else low = middle;
    }
    const lambda = Math.exp(low);
    const p = g.map((entry, i) => (lambda * (start[i] + T * entry)) / (eigenvalues[i] + lambda) - start[i]);
    return p.reduce((sum, value, i) => sum + value * g[i], 0) / length / norm(p);
  };
  return -goldenMinimum((logT) => -cosineAt(logT), Math.log(norm(start)) - 4, Math.log(norm(start)) + 4);
}

/** The least value of a function with one minimum in [from, to]. */
function goldenMinimum(f: (x: number) => number, from: number, to: number): number {
  const golden = (Math.sqrt(5) - 1) / 2;
  let [a, b] = [from, to];
  let [x, y] = [b - golden * (b - a), a + golden * (b - a)];
  let [fx, fy] = [f(x), f(y)];
  for (let k = 0; k < 24; k++) {
    if (fx < fy) {
      [b, y, fy] = [y, x, fx];
      x = b - golden * (b - a);
      fx = f(x);
    } else {
      [a, x, fx] = [x, y, fy];
      y = a + golden * (b - a);
      fy = f(y);
    }
  }
  return Math.min(fx, fy);
}

export function norm(v: ArrayLike<number>): number {
  let squares = 0;
  for (let i = 0; i < v.length; i++) squares += v[i] ** 2;
  return Math.sqrt(squares);
}
