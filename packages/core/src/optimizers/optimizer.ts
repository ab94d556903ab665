/** Updates coordinates from gradients; holds its moments, so one optimizer serves one run. */
export interface Optimizer {
  /** One step: changes `theta` in place from `gradient`, both of length d. */
  update(theta: Float32Array, gradient: Float32Array, learningRate: number): void;
}
