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
   * Back-propagates through the layer at `inputs`: answers dL/dinputs and adds dL/dw to the layer's own part of
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
