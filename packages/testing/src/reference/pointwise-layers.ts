import type { FlattenSpec, ActivationSpec } from '@dof/core';
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

const ACTIVATIONS: { readonly [Type in ActivationSpec['type']]: PointwiseLayer } = {
  /** max(x, 0), with derivative 0 at 0. A NaN stays a NaN, so that a diverged run is seen. */
  relu: { forward: (x) => (x <= 0 ? 0 : x), backward: (x, dy) => (x <= 0 ? 0 : dy), kinkMargin: Math.abs },
  /** x / 2 (1 + tanh u) with u = sqrt(2 / pi) (x + 0.044715 x^3). */
  gelu: {
    forward: (x) => (x / 2) * (1 + geluBend(x)),
    backward(x, dy) {
      const t = geluBend(x);
      return dy * ((1 + t) / 2 + (x / 2) * (1 - t * t) * GELU_ROOT * (1 + 3 * GELU_CUBIC * x ** 2));
    },
  },
  /** x s with s = 1 / (1 + exp(-x)), with derivative s (1 + x (1 - s)). */
  silu: {
    forward: (x) => x * logistic(x),
    backward: (x, dy) => dy * logistic(x) * (1 + x * (1 - logistic(x))),
  },
  /** tanh x, with derivative 1 - tanh^2 x. */
  tanh: { forward: Math.tanh, backward: (x, dy) => dy * (1 - Math.tanh(x) ** 2) },
};

const POINTWISE: { readonly [Type in (ActivationSpec | FlattenSpec)['type']]: PointwiseLayer } = {
  ...ACTIVATIONS,
  /** Row-major NHWC entries are already in the order of the flat vector. */
  flatten: { forward: (x) => x, backward: (_x, dy) => dy },
};

/** The nonlinearities without a kink. */
export const SMOOTH_ACTIVATIONS = (Object.keys(ACTIVATIONS) as ActivationSpec['type'][]).filter(
  (type) => ACTIVATIONS[type].kinkMargin === undefined,
);

/** The layer of a type that works entry by entry. */
export function pointwiseLayer(type: keyof typeof POINTWISE): ReferenceLayer {
  const { forward, backward, kinkMargin = () => Infinity } = POINTWISE[type];
  return perExample({
    forward: (input) => input.map(forward),
    backward: (input, _w, outputGradient) => outputGradient.map((dy, i) => backward(input[i], dy)),
    kinkMargin: (input) => input.reduce((least, x) => Math.min(least, kinkMargin(x)), Infinity),
  });
}
