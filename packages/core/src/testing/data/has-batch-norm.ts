import type { ModelSpec } from '../../contracts/model-spec.js';
import { layerShapes, walkLayers } from '../../model/layer-shapes.js';

/** Whether the examples of a batch depend on each other. */
export function hasBatchNorm(model: ModelSpec): boolean {
  return walkLayers(layerShapes(model)).some(({ layer }) => layer.type === 'batchNorm');
}
