import { DofError, layerShapes, parameterLayout } from '@dof/core';
import type { LayerSpec, ModelSpec } from '@dof/core';
import { NetworkBuilder } from './network-builder.js';
import { OpKind, type NetworkPlan, type PlannedOp } from './network-plan.js';
import { planSequence } from './plan-layer.js';
import { scheduleSegments } from './schedule-segments.js';
import { withCommonBorders, withoutNeedlessCopies } from './tensor-views.js';

/**
 * Dense weights up to this size stay in a core's second-level cache beside the activations of a few images; larger ones
 * are better read once for many images, after the convolutions of the whole batch.
 */
const LARGE_DENSE_BYTES = 128 * 1024;

/**
 * Turns a layer list into kernel operations: a ReLU right after another layer becomes part of it, its backward pass and
 * the bias sum become part of the 2 x 2 pooling after that, tensors get the borders and channel padding that their
 * neighbours need, and operations are grouped in segments that blocks of images go through one after the other.
 *
 * @param lanes float32 values per vector.
 * @throws DOF_MODEL_SHAPE.
 */
export function planNetwork(model: ModelSpec, lanes: number): NetworkPlan {
  const layers = layerShapes(model);
  if (parameterLayout(model).dimension === 0) {
    throw new DofError('DOF_MODEL_SHAPE', `model ${model.name}: no layer has parameters`);
  }
  const builder = new NetworkBuilder(model, lanes);
  const { layer, input } = layers[0];
  const from = builder.addTensor(input, false, readsSingleValues(layer) ? input.channels : undefined);
  const logits = planSequence(builder, layers, from);
  const { tensors, ops } = withoutNeedlessCopies(withCommonBorders(builder.tensors), builder.ops);
  return { tensors, ...scheduleSegments(tensors, ops, denseCut(builder, ops)), logits, loss: model.loss };
}

/** Kernels that read the input by single values take it unpadded, which keeps their inner loops long. */
function readsSingleValues({ type }: LayerSpec): boolean {
  return type === 'conv2d' || type === 'dense' || type === 'flatten';
}

/** The first dense layer, when it comes after convolutions or pooling and the dense weights are large. */
function denseCut({ tensors }: NetworkBuilder, ops: readonly PlannedOp[]): PlannedOp | undefined {
  const bytes = ops
    .filter(({ kind }) => kind === OpKind.dense)
    .reduce((sum, { parameters, output }) => sum + 4 * (parameters?.rows ?? 0) * tensors[output].pixel, 0);
  const first = ops.findIndex(({ kind }) => kind === OpKind.dense);
  return bytes > LARGE_DENSE_BYTES && first > 0 ? ops[first] : undefined;
}
