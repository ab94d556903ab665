import type { Evaluation, ModelSpec } from '@dof/core';
import { exampleLoss, predictedClass } from './example-loss.js';
import { referenceNetwork } from './reference-network.js';
import { splitExamples } from './reference-layer.js';

/**
 * Mean loss and accuracy in float64, over the examples in order, in batches of `evaluationBatchSize` with what is left
 * as the last one: where the model has batch normalisation, the batches are part of the result. Other arguments as
 * those of {@link referenceLossAndGradient}.
 */
export function referenceEvaluation(
  model: ModelSpec,
  w: Float64Array,
  inputs: Float64Array,
  labels: ArrayLike<number>,
  evaluationBatchSize: number,
): Evaluation {
  const network = referenceNetwork(model);
  const count = labels.length;
  const examples = splitExamples(inputs, count);
  let loss = 0;
  let right = 0;
  for (let first = 0; first < count; first += evaluationBatchSize) {
    const batch = network.forward(examples.slice(first, first + evaluationBatchSize), w);
    batch.forEach((outputs, n) => {
      loss += exampleLoss[model.loss](outputs, labels[first + n]).loss;
      if (predictedClass(outputs) === labels[first + n]) right++;
    });
  }
  return { loss: loss / count, accuracy: right / count };
}
