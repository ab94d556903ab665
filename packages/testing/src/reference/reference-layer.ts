/** Activations of a batch, or gradients in them: `[count][length]`, every example row-major NHWC without N. */
export type ReferenceBatch = readonly Float64Array[];

/**
 * One layer of the slow float64 engine, for a whole batch, since batch normalisation lets the examples of a batch
 * depend on each other. A layer finds its own parameters inside the flat vector w through the segments it was made
 * with, and writes to none of its arguments but `gradient`.
 */
export interface ReferenceLayer {
  /** The layer's outputs. */
  forward(inputs: ReferenceBatch, w: Float64Array): ReferenceBatch;
  /**
   * Back-propagates through the layer at `inputs`: returns dL/dinputs and adds dL/dw to the layer's own part of
   * `gradient` (length D).
   */
  backward(
    inputs: ReferenceBatch,
    w: Float64Array,
    outputGradients: ReferenceBatch,
    gradient: Float64Array,
  ): ReferenceBatch;
  /** Distance from `inputs` to the nearest point where the layer is not differentiable; Infinity for smooth layers. */
  kinkMargin(inputs: ReferenceBatch, w: Float64Array): number;
}

/** A layer in which every example goes its own way: the methods of {@link ReferenceLayer} for one of them. */
export interface ExampleLayer {
  forward(input: Float64Array, w: Float64Array): Float64Array;
  backward(input: Float64Array, w: Float64Array, outputGradient: Float64Array, gradient: Float64Array): Float64Array;
  /** Absent: the layer is smooth. */
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

/** Cuts a flat `[count, ...]` array into the arrays of its examples. */
export function splitExamples(inputs: Float64Array, count: number): ReferenceBatch {
  const length = inputs.length / count;
  return Array.from({ length: count }, (_, n) => inputs.slice(n * length, (n + 1) * length));
}
