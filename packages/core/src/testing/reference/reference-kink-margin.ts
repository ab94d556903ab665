import type { ModelSpec } from '../../contracts/model-spec.js';
import { forwardExample } from './forward-example.js';
import { referenceNetwork } from './reference-network.js';

/** The distance to the nearest kink at w for one standardised example, see `ReferenceResult.kinkMargin`. */
export function referenceKinkMargin(model: ModelSpec, w: Float64Array, example: Float64Array): number {
  return forwardExample(referenceNetwork(model), w, example).kinkMargin;
}
