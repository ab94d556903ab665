import { layerShapes, walkLayers, type ModelSpec } from '@dof/core';

/** Whether the examples of a batch depend on each other. */
export function hasBatchNorm(model: ModelSpec): boolean {
  return walkLayers(layerShapes(model)).some(({ layer }) => layer.type === 'batchNorm');
}
