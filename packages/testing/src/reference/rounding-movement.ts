import type { ModelSpec } from '@dof/core';
import { normalArray } from '../problems/random-arrays.js';
import { referenceLossAndGradient } from './reference-loss-and-gradient.js';
import type { ReferenceBatch, ReferenceLayer } from './reference-layer.js';
import { referenceNetwork } from './reference-network.js';

/** The unit roundoff of float32. */
const ROUNDOFF = 2 ** -24;
const PROBES = 3;

/** By how much float32 rounding moves a loss and the entries of its gradient. */
export interface RoundingMovement {
  readonly loss: number;
  readonly gradient: Float64Array;
}

/**
 * The conditioning of a batch, measured by stochastic arithmetic (Vignes 1993): parameters, inputs and every number
 * that passes between two layers are disturbed by N(0, 1) times the unit roundoff of float32, three times, and the
 * largest movement of each result is kept. No float32 engine can be expected to do better by much. Where batch
 * normalisation makes the loss all but independent of a parameter, its gradient is what is left of a cancellation, and
 * rounding moves it by more than its size. Arguments as those of {@link referenceLossAndGradient}.
 */
export function roundingMovement(
  model: ModelSpec,
  w: Float64Array,
  inputs: Float64Array,
  labels: ArrayLike<number>,
): RoundingMovement {
  const [loss, ...gradient] = movementOf(model, w, inputs, (point, examples, network) => {
    const result = referenceLossAndGradient(model, point, examples, labels, network);
    return Float64Array.of(result.loss, ...result.gradient);
  });
  return { loss, gradient: Float64Array.from(gradient) };
}

/** The same for any results of a network at w on standardised inputs: the largest movement of each. */
export function movementOf(
  model: ModelSpec,
  w: Float64Array,
  inputs: Float64Array,
  compute: (w: Float64Array, inputs: Float64Array, network: ReferenceLayer) => Float64Array,
): Float64Array {
  let stream = 0;
  const disturb = (values: Float64Array): Float64Array => {
    const noise = normalArray([24, 24], stream++, values.length);
    return values.map((value, i) => value * (1 + ROUNDOFF * noise[i]));
  };
  const exact = compute(w, inputs, referenceNetwork(model));
  const network = referenceNetwork(model, (layer) => disturbedLayer(layer, disturb));
  const movement = new Float64Array(exact.length);
  for (let probe = 0; probe < PROBES; probe++) {
    const moved = compute(disturb(w), disturb(inputs), network);
    movement.forEach((most, i) => {
      movement[i] = Math.max(most, Math.abs(moved[i] - exact[i]));
    });
  }
  return movement;
}

/** Changes every number that passes between two layers, as rounding does. */
type Disturbance = (values: Float64Array) => Float64Array;

/** A layer whose outputs, and whose gradients in its inputs, are disturbed. */
function disturbedLayer(layer: ReferenceLayer, disturb: Disturbance): ReferenceLayer {
  const all = (batch: ReferenceBatch): ReferenceBatch => batch.map(disturb);
  return {
    forward: (inputs, w) => all(layer.forward(inputs, w)),
    backward: (inputs, w, outputGradients, gradient) => all(layer.backward(inputs, w, outputGradients, gradient)),
    kinkMargin: (inputs, w) => layer.kinkMargin(inputs, w),
  };
}
