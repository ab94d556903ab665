import type { LossName } from '@dof/core';
import { meanSquaredError } from './mean-squared-error.js';
import { softmaxCrossEntropy } from './softmax-cross-entropy.js';

/** Loss of one example and its gradient in the network's outputs. */
export interface ExampleLoss {
  readonly loss: number;
  readonly outputGradient: Float64Array;
}

/** The loss of one example as a function of the network's outputs and the label. */
export const exampleLoss: Record<LossName, (outputs: Float64Array, label: number) => ExampleLoss> = {
  'softmax-cross-entropy': softmaxCrossEntropy,
  'mean-squared-error': meanSquaredError,
};
