import type { ModelSpec } from '../../contracts/model-spec.js';
import { parameterLayout } from '../../model/parameter-layout.js';
import { forwardExample } from './forward-example.js';
import { referenceNetwork } from './reference-network.js';
import { softmaxCrossEntropy } from './softmax-cross-entropy.js';

/** What the reference engine knows about a batch at w. */
export interface ReferenceResult {
  /** Mean loss over the batch. */
  readonly loss: number;
  /** dL/dw, length D. */
  readonly gradient: Float64Array;
  /** Fraction of the batch classified right. */
  readonly accuracy: number;
  /**
   * The least distance to a kink over all examples: |pre-activation| at ReLUs, and at max pools the gap between the
   * largest entry and the next different one. Infinity for a smooth network. Below about 1e-4 a float32 engine may
   * sit on the other side, and its gradient is then rightly another one.
   */
  readonly kinkMargin: number;
}

/**
 * Mean softmax cross-entropy and its gradient in float64, by plain loops over one example at a time.
 *
 * @param w parameters, length D
 * @param inputs standardised network inputs, `[count, height, width, channels]` row-major
 * @param labels class indices, length count
 */
export function referenceLossAndGradient(
  model: ModelSpec,
  w: Float64Array,
  inputs: Float64Array,
  labels: ArrayLike<number>,
): ReferenceResult {
  const network = referenceNetwork(model);
  const count = labels.length;
  const inputLength = inputs.length / count;
  const gradient = new Float64Array(parameterLayout(model).dimension);
  let loss = 0;
  let right = 0;
  let kinkMargin = Infinity;
  for (let n = 0; n < count; n++) {
    const { activations, kinkMargin: margin } = forwardExample(
      network,
      w,
      inputs.slice(n * inputLength, (n + 1) * inputLength),
    );
    kinkMargin = Math.min(kinkMargin, margin);
    const example = softmaxCrossEntropy(activations[network.length], labels[n]);
    loss += example.loss / count;
    if (example.predicted === labels[n]) right++;
    let outputGradient: Float64Array = example.logitGradient.map((value) => value / count);
    for (let l = network.length - 1; l >= 0; l--) {
      outputGradient = network[l].backward(activations[l], w, outputGradient, gradient);
    }
  }
  return { loss, gradient, accuracy: right / count, kinkMargin };
}
