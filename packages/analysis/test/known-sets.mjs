/** Plain JavaScript, so that scripts/width-of-wells.mjs and tests measure the same sets. */
import { fillNormal, keyFromSeed } from '@dof/core';
import { largestCosineOfWell } from '@dof/analysis';

export const STEPS_PER_EPOCH = 20;

function objectiveOf(dimension, loss) {
  return {
    dimension,
    layout: { dimension, segments: [] },
    initialise: () => new Float32Array(dimension),
    lossAndGradient: (w, _, gradient) => loss(w, gradient),
    evaluate: (w) => ({ loss: loss(w), accuracy: 0 }),
    dispose: () => {},
  };
}

export function ellipsoid(eigenvalues, start, level) {
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

export function halfSpace(dimension) {
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

export function startAt(dimension, radius) {
  const start = new Float32Array(dimension);
  fillNormal(keyFromSeed(3), 0, start);
  const length = norm(start);
  return start.map((entry) => (radius * entry) / length);
}

export function norm(v) {
  let squares = 0;
  for (let i = 0; i < v.length; i++) squares += v[i] ** 2;
  return Math.sqrt(squares);
}
