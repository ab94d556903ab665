import type { ReferenceLayer } from './reference-layer.js';

/** A layer in which every example goes its own way: the methods of {@link ReferenceLayer} for one of them. */
export interface ExampleLayer {
  forward(input: Float64Array, w: Float64Array): Float64Array;
  backward(input: Float64Array, w: Float64Array, outputGradient: Float64Array, gradient: Float64Array): Float64Array;
  /** Left out for smooth layers. */
  kinkMargin?(input: Float64Array): number;
}

/** Applies a layer to each example of a batch. */
export function perExample(layer: ExampleLayer): ReferenceLayer {
  return {
    forward: (inputs, w) => inputs.map((input) => layer.forward(input, w)),
    backward: (inputs, w, outputGradients, gradient) =>
      inputs.map((input, n) => layer.backward(input, w, outputGradients[n], gradient)),
    kinkMargin: (inputs) =>
      inputs.reduce((least, input) => Math.min(least, layer.kinkMargin?.(input) ?? Infinity), Infinity),
  };
}
