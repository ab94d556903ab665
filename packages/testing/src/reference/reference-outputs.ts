import type { ModelSpec } from '@dof/core';
import type { ReferenceLayer } from './reference-layer.js';
import { referenceNetwork } from './reference-network.js';
import { splitExamples } from './split-examples.js';

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
