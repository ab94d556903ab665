import type { ModelSpec } from '../contracts/model-spec.js';
import { layerShapes, walkLayers } from './layer-shapes.js';

/**
 * Multiplications and additions of one example's forward pass by definition, however an engine computes them: those of
 * convolutions and dense layers, which are nearly all of it. Loss and gradient take about three times as many.
 *
 * @throws DOF_MODEL_SHAPE
 */
export function forwardOperations(model: ModelSpec): number {
  let sum = 0;
  for (const { layer, input, output } of walkLayers(layerShapes(model))) {
    if (layer.type === 'dense') sum += 2 * input.channels * output.channels;
    if (layer.type !== 'conv2d') continue;
    sum +=
      2 *
      output.height *
      output.width *
      output.channels *
      layer.kernelSize ** 2 *
      (input.channels / (layer.groups ?? 1));
  }
  return sum;
}
