import { parameterLayout, type ModelSpec } from '@dof/core';
import { splitExamples, type ReferenceLayer } from './reference-layer.js';
import { referenceNetwork } from './reference-network.js';

/**
 * The network's outputs before the loss in float64, `[count, outputs]` row-major. Arguments as those of
 * {@link referenceLossAndGradient}, for a batch of `count` examples.
 */
export function referenceOutputs(
  model: ModelSpec,
  w: Float64Array,
  inputs: Float64Array,
  count: number,
  network: ReferenceLayer = referenceNetwork(model),
): Float64Array {
  return Float64Array.from(network.forward(splitExamples(inputs, count), w).flatMap((output) => [...output]));
}

/**
 * J^T u in float64, where J is the Jacobian in w of the outputs of a batch of `count` examples.
 *
 * @param cotangent u, `[count, outputs]` row-major
 * @returns length D; other arguments as those of {@link referenceLossAndGradient}
 */
export function referencePullback(
  model: ModelSpec,
  w: Float64Array,
  inputs: Float64Array,
  count: number,
  cotangent: Float64Array,
  network: ReferenceLayer = referenceNetwork(model),
): Float64Array {
  const gradient = new Float64Array(parameterLayout(model).dimension);
  network.backward(splitExamples(inputs, count), w, splitExamples(cotangent, count), gradient);
  return gradient;
}
