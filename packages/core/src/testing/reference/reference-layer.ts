/**
 * One layer of the slow float64 engine, for one example at a time. A layer finds its own parameters inside the flat
 * vector w through the segments it was made with.
 */
export interface ReferenceLayer {
  /** The layer's output, row-major NHWC without N; `input` and `w` are not written to. */
  forward(input: Float64Array, w: Float64Array): Float64Array;
  /**
   * Back-propagates through the layer at `input`: answers dL/dinput and adds dL/dw to the layer's own part of
   * `gradient` (length D).
   */
  backward(input: Float64Array, w: Float64Array, outputGradient: Float64Array, gradient: Float64Array): Float64Array;
  /** Distance from `input` to the nearest point where the layer is not differentiable; left out for smooth layers. */
  kinkMargin?(input: Float64Array): number;
}
