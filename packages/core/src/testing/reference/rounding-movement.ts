import type { ModelSpec } from '../../contracts/model-spec.js';
import { normalArray } from '../data/normal-array.js';
import { disturbedLayer } from './disturbed-layer.js';
import { referenceLossAndGradient } from './reference-loss-and-gradient.js';
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
  let stream = 0;
  const disturb = (values: Float64Array): Float64Array => {
    const noise = normalArray([24, 24], stream++, values.length);
    return values.map((value, i) => value * (1 + ROUNDOFF * noise[i]));
  };
  const exact = referenceLossAndGradient(model, w, inputs, labels);
  const network = referenceNetwork(model, (layer) => disturbedLayer(layer, disturb));
  const movement = { loss: 0, gradient: new Float64Array(w.length) };
  for (let probe = 0; probe < PROBES; probe++) {
    const moved = referenceLossAndGradient(model, disturb(w), disturb(inputs), labels, network);
    movement.loss = Math.max(movement.loss, Math.abs(moved.loss - exact.loss));
    movement.gradient.forEach((most, i, all) => {
      all[i] = Math.max(most, Math.abs(moved.gradient[i] - exact.gradient[i]));
    });
  }
  return movement;
}
