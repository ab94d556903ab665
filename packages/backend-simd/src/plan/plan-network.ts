import { DofError, layerShapes, parameterLayout } from '@dof/core';
import type { LayerSpec, ModelSpec } from '@dof/core';
import { NetworkBuilder } from './network-builder.js';
import type { NetworkPlan } from './network-plan.js';
import { isGrouped } from './plan-grouped-convolution.js';
import { planSequence } from './plan-layer.js';
import { segmentCuts } from './segment-cuts.js';
import { scheduleSegments } from './schedule-segments.js';
import type { ConvolutionKernels } from '../engine/convolution-kernels.js';
import { withCommonBorders, withoutNeedlessCopies } from './tensor-views.js';

/**
 * Turns a layer list into kernel operations: a ReLU right after another layer becomes part of it, its backward pass and
 * the bias sum become part of the 2 x 2 pooling after that, tensors get the borders and channel padding that their
 * neighbours need, and operations are grouped in segments that blocks of images go through one after the other.
 *
 * @param lanes float32 values per vector.
 * @param convolution which kernels convolutions may use.
 * @throws DOF_MODEL_SHAPE.
 */
export function planNetwork(model: ModelSpec, lanes: number, convolution: ConvolutionKernels = 'fastest'): NetworkPlan {
  const layers = layerShapes(model);
  if (parameterLayout(model).dimension === 0) {
    throw new DofError('DOF_MODEL_SHAPE', `model ${model.name}: no layer has parameters`);
  }
  const builder = new NetworkBuilder(model, lanes, convolution);
  const { layer, input } = layers[0];
  const from = builder.addTensor(input, false, readsSingleValues(layer) ? input.channels : undefined);
  const logits = planSequence(builder, layers, from);
  const { tensors, ops } = withoutNeedlessCopies(withCommonBorders(builder.tensors), builder.ops);
  const schedule = scheduleSegments(tensors, ops, segmentCuts(tensors, ops));
  const { loss, labelSmoothing = 0 } = model;
  return { tensors, ...schedule, alternate: convolution !== 'direct', logits, loss, labelSmoothing };
}

/** Kernels that read the input by single values take it unpadded, which keeps their inner loops long. */
function readsSingleValues(layer: LayerSpec): boolean {
  return (layer.type === 'conv2d' && !isGrouped(layer)) || layer.type === 'dense' || layer.type === 'flatten';
}
