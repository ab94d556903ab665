import type { LossName, ParameterLayout, RandomKey } from '@dof/core';
import type { Tensor, Variable } from '@tensorflow/tfjs-core';

/** A network whose parameters are variables of TensorFlow.js. */
export interface TfjsNetwork {
  readonly name: string;
  readonly layout: ParameterLayout;
  readonly loss: LossName;
  /** One per segment of the layout, in its order and of its shape. */
  readonly variables: readonly Variable[];
  /** A fresh w_0 of length D. */
  initialise(key: RandomKey): Float32Array;
  /**
   * The outputs `[n, classes]` at the variables' present values; call it inside `tidy`.
   *
   * @param inputs `[n, height, width, channels]`, standardised.
   */
  outputs(inputs: Tensor): Tensor;
  dispose(): void;
}
