/** A differentiable map w(theta) from d coordinates to D parameters, with the pull-back of a gradient. */
export interface Reparametrisation {
  /** d, the number of trained coordinates. */
  readonly degreesOfFreedom: number;
  /** D. */
  readonly dimension: number;
  /** The coordinates training starts from; w there need not be the starting point (a mask holds pruned weights at 0). */
  initialCoordinates(): Float32Array;
  /** Writes w(theta) to `w`; theta of length d, w of length D. */
  embed(theta: Float32Array, w: Float32Array): void | Promise<void>;
  /** Writes J(theta)^T g to `out`, where J = dw/dtheta; `gradient` of length D, `out` of length d. */
  pullback(theta: Float32Array, gradient: Float32Array, out: Float32Array): void | Promise<void>;
  dispose(): void;
}
