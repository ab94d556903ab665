import { parameterLayout, type ModelSpec } from '@dof/core';
import { exampleLoss, predictedClass, smoothedExampleLoss } from './example-loss.js';
import { splitExamples, type ReferenceLayer } from './reference-layer.js';
import { referenceNetwork } from './reference-network.js';

/** What the reference engine knows about a batch at w. */
export interface ReferenceResult {
  /** Mean loss over the batch, with label smoothing where the model has it. */
  readonly loss: number;
  /** dL/dw, length D. */
  readonly gradient: Float64Array;
  /** Fraction of the batch classified right. */
  readonly accuracy: number;
  /**
   * The least distance to a kink over all examples: |pre-activation| at ReLUs, and at max pools, global
   * ones too, the gap between the largest entry and the next different one. Infinity for a smooth network. Below about 1e-4 a float32 engine may
   * sit on the other side, and its gradient is then rightly another one.
   */
  readonly kinkMargin: number;
}

/**
 * The model's loss, averaged over the examples as one batch, and its gradient in float64, by plain loops.
 *
 * @param w parameters, length D
 * @param inputs standardised network inputs, `[count, height, width, channels]` row-major
 * @param labels class indices, length count
 * @param network the model's layers; default: those of {@link referenceNetwork}
 */
export function referenceLossAndGradient(
  model: ModelSpec,
  w: Float64Array,
  inputs: Float64Array,
  labels: ArrayLike<number>,
  network: ReferenceLayer = referenceNetwork(model),
): ReferenceResult {
  const count = labels.length;
  const examples = splitExamples(inputs, count);
  const outputs = network.forward(examples, w);
  const { loss: name, labelSmoothing } = model;
  const losses = outputs.map((output, n) =>
    labelSmoothing === undefined
      ? exampleLoss[name](output, labels[n])
      : smoothedExampleLoss(output, labels[n], labelSmoothing),
  );
  const gradient = new Float64Array(parameterLayout(model).dimension);
  const outputGradients = losses.map(({ outputGradient }) => outputGradient.map((value) => value / count));
  network.backward(examples, w, outputGradients, gradient);
  return {
    loss: losses.reduce((sum, { loss }) => sum + loss / count, 0),
    gradient,
    accuracy: outputs.filter((output, n) => predictedClass(output) === labels[n]).length / count,
    get kinkMargin() {
      return network.kinkMargin(examples, w);
    },
  };
}

/** The distance to the nearest kink at w for a batch of standardised inputs, see `ReferenceResult.kinkMargin`. */
export function referenceKinkMargin(model: ModelSpec, w: Float64Array, inputs: Float64Array, count: number): number {
  return referenceNetwork(model).kinkMargin(splitExamples(inputs, count), w);
}
