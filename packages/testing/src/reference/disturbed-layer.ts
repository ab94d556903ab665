import type { ReferenceBatch, ReferenceLayer } from './reference-layer.js';

/** Changes every number that passes between two layers, as rounding does. */
export type Disturbance = (values: Float64Array) => Float64Array;

/** A layer whose outputs, and whose gradients in its inputs, are disturbed. */
export function disturbedLayer(layer: ReferenceLayer, disturb: Disturbance): ReferenceLayer {
  const all = (batch: ReferenceBatch): ReferenceBatch => batch.map(disturb);
  return {
    forward: (inputs, w) => all(layer.forward(inputs, w)),
    backward: (inputs, w, outputGradients, gradient) => all(layer.backward(inputs, w, outputGradients, gradient)),
    kinkMargin: (inputs, w) => layer.kinkMargin(inputs, w),
  };
}
