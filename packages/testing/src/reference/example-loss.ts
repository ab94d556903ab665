import type { LossName } from '@dof/core';

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

/**
 * Cross-entropy with targets that are `smoothing / K` more equal than the label says: a mean of the cross-entropies of all
 * classes as labels, since it is linear in the targets.
 */
export function smoothedExampleLoss(logits: Float64Array, label: number, smoothing: number): ExampleLoss {
  const ofLabel = softmaxCrossEntropy(logits, label);
  const ofClasses = Array.from(logits, (_, k) => softmaxCrossEntropy(logits, k));
  const mixed = (own: number, of: (loss: ExampleLoss) => number): number =>
    (1 - smoothing) * own + (smoothing / logits.length) * ofClasses.reduce((sum, one) => sum + of(one), 0);
  return {
    loss: mixed(ofLabel.loss, ({ loss }) => loss),
    outputGradient: ofLabel.outputGradient.map((own, k) => mixed(own, ({ outputGradient }) => outputGradient[k])),
  };
}

/** -log softmax(logits)[label], shifted by the largest logit so that no exponential overflows. */
function softmaxCrossEntropy(logits: Float64Array, label: number): ExampleLoss {
  const largest = logits[predictedClass(logits)];
  const exponentials = logits.map((value) => Math.exp(value - largest));
  const total = exponentials.reduce((sum, value) => sum + value, 0);
  return {
    loss: Math.log(total) + largest - logits[label],
    outputGradient: exponentials.map((value, k) => value / total - (k === label ? 1 : 0)),
  };
}

/** The squared distance between the outputs and the one-hot label, divided by the number of outputs. */
function meanSquaredError(outputs: Float64Array, label: number): ExampleLoss {
  const errors = outputs.map((value, k) => value - (k === label ? 1 : 0));
  return {
    loss: errors.reduce((sum, error) => sum + error * error, 0) / outputs.length,
    outputGradient: errors.map((error) => (2 * error) / outputs.length),
  };
}

/** The class with the largest output, the first of equals. */
export function predictedClass(outputs: Float64Array): number {
  return outputs.reduce((best, value, i) => (value > outputs[best] ? i : best), 0);
}
