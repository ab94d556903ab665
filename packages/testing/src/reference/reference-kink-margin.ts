import type { ModelSpec } from '@dof/core';
import { referenceNetwork } from './reference-network.js';
import { splitExamples } from './split-examples.js';

/** The distance to the nearest kink at w for a batch of standardised inputs, see `ReferenceResult.kinkMargin`. */
export function referenceKinkMargin(model: ModelSpec, w: Float64Array, inputs: Float64Array, count: number): number {
  return referenceNetwork(model).kinkMargin(splitExamples(inputs, count), w);
}
