import { ACTIVATIONS, type FlattenSpec, type ActivationSpec } from '@dof/core';
import { errorFunction } from './error-function.js';
import { perExample, type ReferenceLayer } from './reference-layer.js';

/** A layer that makes every entry of its output from the entry at the same place of its input. */
interface PointwiseLayer {
  forward(x: number): number;
  /** dL/dx at x, given dL/dy. */
  backward(x: number, dy: number): number;
  /** Distance from x to the nearest point where the layer is not differentiable; absent: it is smooth. */
  kinkMargin?(x: number): number;
}

const GELU_ROOT = Math.sqrt(2 / Math.PI);
const GELU_CUBIC = 0.044715;
const geluBend = (x: number): number => Math.tanh(GELU_ROOT * (x + GELU_CUBIC * x ** 3));

const logistic = (x: number): number => 1 / (1 + Math.exp(-x));

/** x / 2 (1 + tanh u) with u = sqrt(2 / pi) (x + 0.044715 x^3). */
const approximateGelu: PointwiseLayer = {
  forward: (x) => (x / 2) * (1 + geluBend(x)),
  backward(x, dy) {
    const t = geluBend(x);
    return dy * ((1 + t) / 2 + (x / 2) * (1 - t * t) * GELU_ROOT * (1 + 3 * GELU_CUBIC * x ** 2));
  },
};

/** x P(x), P(x) = (1 + erf(x / sqrt(2))) / 2 being the normal distribution function. */
const exactGelu: PointwiseLayer = {
  forward: (x) => x * normalDistribution(x),
  backward: (x, dy) => dy * (normalDistribution(x) + (x * Math.exp(-(x ** 2) / 2)) / Math.sqrt(2 * Math.PI)),
};

function normalDistribution(x: number): number {
  return (1 + errorFunction(x * Math.SQRT1_2)) / 2;
}

function pointwise(layer: ActivationSpec | FlattenSpec): PointwiseLayer {
  switch (layer.type) {
    // max(x, 0), with derivative 0 at 0. A NaN stays a NaN, so that a diverged run is seen.
    case 'relu':
      return { forward: (x) => (x <= 0 ? 0 : x), backward: (x, dy) => (x <= 0 ? 0 : dy), kinkMargin: Math.abs };
    // x above 0, slope x elsewhere, with derivative slope at 0.
    case 'leakyRelu': {
      const { slope = 0.01 } = layer;
      return {
        forward: (x) => (x > 0 ? x : slope * x),
        backward: (x, dy) => (x > 0 ? dy : slope * dy),
        kinkMargin: Math.abs,
      };
    }
    case 'gelu':
      return layer.approximate === 'none' ? exactGelu : approximateGelu;
    // x s with s = 1 / (1 + exp(-x)), with derivative s (1 + x (1 - s)).
    case 'silu':
      return {
        forward: (x) => x * logistic(x),
        backward: (x, dy) => dy * logistic(x) * (1 + x * (1 - logistic(x))),
      };
    case 'tanh':
      return { forward: Math.tanh, backward: (x, dy) => dy * (1 - Math.tanh(x) ** 2) };
    // Row-major NHWC entries are already in the order of the flat vector.
    case 'flatten':
      return { forward: (x) => x, backward: (_x, dy) => dy };
  }
}

/** The nonlinearities without a kink. */
export const SMOOTH_ACTIVATIONS = ACTIVATIONS.filter((type) => pointwise({ type }).kinkMargin === undefined);

/** A layer that works entry by entry. */
export function pointwiseLayer(layer: ActivationSpec | FlattenSpec): ReferenceLayer {
  const { forward, backward, kinkMargin = () => Infinity } = pointwise(layer);
  return perExample({
    forward: (input) => input.map(forward),
    backward: (input, _w, outputGradient) => outputGradient.map((dy, i) => backward(input[i], dy)),
    kinkMargin: (input) => input.reduce((least, x) => Math.min(least, kinkMargin(x)), Infinity),
  });
}
