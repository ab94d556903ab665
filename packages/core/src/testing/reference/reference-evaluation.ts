import type { ModelSpec } from '../../contracts/model-spec.js';
import type { Evaluation } from '../../contracts/objective.js';
import { forwardExample } from './forward-example.js';
import { referenceNetwork } from './reference-network.js';
import { softmaxCrossEntropy } from './softmax-cross-entropy.js';

/** Mean loss and accuracy in float64; arguments as those of {@link referenceLossAndGradient}. */
export function referenceEvaluation(
  model: ModelSpec,
  w: Float64Array,
  inputs: Float64Array,
  labels: ArrayLike<number>,
): Evaluation {
  const network = referenceNetwork(model);
  const count = labels.length;
  const inputLength = inputs.length / count;
  let loss = 0;
  let right = 0;
  for (let n = 0; n < count; n++) {
    const { activations } = forwardExample(network, w, inputs.slice(n * inputLength, (n + 1) * inputLength));
    const example = softmaxCrossEntropy(activations[network.length], labels[n]);
    loss += example.loss;
    if (example.predicted === labels[n]) right++;
  }
  return { loss: loss / count, accuracy: right / count };
}
