import type {
  BatchNormSpec,
  Conv2dSpec,
  DenseSpec,
  LayerNormSpec,
  LayerShape,
  Pool2dSpec,
  ShapedLayer,
} from '@dof/core';
import { convolutionGeometry } from './convolution-geometry.js';
import type { NetworkBuilder } from './network-builder.js';
import { isProduct, OpKind } from './network-plan.js';
import { isGrouped, planGroupedConvolution } from './plan-grouped-convolution.js';
import { winogradTiles } from './winograd-tiles.js';

/** Adds the operations of layers that follow each other, and gives the index of the tensor they end in. */
export function planSequence(builder: NetworkBuilder, layers: readonly ShapedLayer[], input: number): number {
  return layers.reduce((from, layer) => planLayer(builder, layer, from), input);
}

function planLayer(builder: NetworkBuilder, shaped: ShapedLayer, from: number): number {
  const { layer, input, output } = shaped;
  switch (layer.type) {
    case 'conv2d':
      return (isGrouped(layer) ? planGroupedConvolution : planConvolution)(builder, layer, shaped, from);
    case 'dense':
      return planDense(builder, layer, shaped, from);
    case 'averagePool2d':
    case 'maxPool2d':
      return planPool(builder, layer, output, from);
    case 'globalAveragePool2d':
      return builder.addOp(OpKind.globalAveragePool, from, output);
    case 'globalMaxPool2d':
      return builder.addOp(OpKind.globalMaxPool, from, output);
    case 'relu':
      return planRelu(builder, output, from);
    case 'flatten':
      return input.flat ? from : builder.addOp(OpKind.copy, from, output);
    case 'batchNorm':
      return planBatchNorm(builder, layer, shaped, from);
    case 'layerNorm':
      return planLayerNorm(builder, layer, shaped, from);
    case 'gelu':
      return builder.addOp(layer.approximate === 'none' ? OpKind.geluExact : OpKind.gelu, from, output);
    case 'leakyRelu':
      return builder.addOp(OpKind.leakyRelu, from, output, { slope: layer.slope ?? 0.01 });
    case 'residual':
      return planResidual(builder, shaped, from);
    default:
      return builder.addOp(OpKind[layer.type], from, output);
  }
}

function planConvolution(
  builder: NetworkBuilder,
  layer: Conv2dSpec,
  { name, input, output }: ShapedLayer,
  from: number,
): number {
  const { kernelSize: size, stride = 1 } = layer;
  const before = builder.tensors[from];
  const winograd =
    builder.convolution === 'direct' ? undefined : winogradTiles(layer, input, output, before.pixel, builder.lanes);
  const products = winograd === undefined ? size ** 2 : (winograd.tile + 2) ** 2;
  const parameters = builder.parametersOf(name, products * input.channels, products * output.channels);
  const { padTop, padLeft, valueBorder, gradientBorder } = convolutionGeometry(layer, input, output);
  const finish = parameters.bias !== undefined;
  const to = builder.addOp(OpKind.convolution, from, output, {
    ...{ size, stride, padTop, padLeft, parameters, finish, winograd },
  });
  before.valueBorder = Math.max(before.valueBorder, valueBorder);
  if (before.hasGradient) builder.tensors[to].gradientBorder = gradientBorder;
  return to;
}

function planDense(builder: NetworkBuilder, _: DenseSpec, { name, input, output }: ShapedLayer, from: number): number {
  const parameters = builder.parametersOf(name, input.channels, output.channels);
  return builder.addOp(OpKind.dense, from, output, { parameters, finish: parameters.bias !== undefined });
}

/** Pooling in windows of 2 x 2 side by side ends the backward pass of the layer before as well. */
function planPool(builder: NetworkBuilder, layer: Pool2dSpec, output: LayerShape, from: number): number {
  const { type, size, stride = size } = layer;
  const padding = layer.type === 'maxPool2d' ? (layer.padding ?? 0) : 0;
  if (padding > 0) {
    const pads = { padTop: padding, padLeft: padding };
    return builder.addOp(OpKind.paddedMaxPool, from, output, { size, stride, ...pads });
  }
  const previous = builder.producerOf(from);
  const finishes = previous?.finish === true && size === 2 && stride === 2 && !builder.isForked(from);
  if (finishes) previous.finish = false;
  return builder.addOp(type === 'maxPool2d' ? OpKind.maxPool : OpKind.averagePool, from, output, {
    size,
    stride,
    finishes,
  });
}

/** A ReLU becomes part of the operation before it, unless that one's output is wanted without it. */
function planRelu(builder: NetworkBuilder, output: LayerShape, from: number): number {
  const previous = builder.producerOf(from);
  const takes = (kind: OpKind): boolean => isProduct(kind) || kind === OpKind.add || kind === OpKind.normalise;
  if (previous === undefined || !takes(previous.kind) || previous.relu || builder.isForked(from)) {
    return builder.addOp(OpKind.relu, from, output);
  }
  previous.relu = true;
  if (isProduct(previous.kind)) previous.finish = true;
  return from;
}

function planBatchNorm(
  builder: NetworkBuilder,
  { epsilon = 1e-5 }: BatchNormSpec,
  { name, output }: ShapedLayer,
  from: number,
): number {
  const to = builder.addOp(OpKind.normalise, from, output, { parameters: builder.parametersOf(name, 1, 0), epsilon });
  const [normalise] = builder.ops.splice(-1);
  builder.ops.push({ ...normalise, kind: OpKind.statistics, parameters: undefined }, normalise);
  return to;
}

function planLayerNorm(
  builder: NetworkBuilder,
  { epsilon = 1e-5 }: LayerNormSpec,
  { name, output }: ShapedLayer,
  from: number,
): number {
  return builder.addOp(OpKind.layerNorm, from, output, { parameters: builder.parametersOf(name, 1, 0), epsilon });
}

function planResidual(builder: NetworkBuilder, { branches, output }: ShapedLayer, from: number): number {
  if (branches === undefined) throw new Error('a residual has branches');
  const other = builder.addFork(from);
  const paths = [planSequence(builder, branches.body, from), planSequence(builder, branches.shortcut, other)];
  const to = builder.addOp(OpKind.add, paths[0], output, { other: paths[1] });
  for (const path of paths) if (mayShareGradient(builder, path)) builder.tensors[path].gradientFrom = to;
  return to;
}

/** Whether nothing changes a path's gradient in place, so that it can be the very gradient of the sum. */
function mayShareGradient(builder: NetworkBuilder, path: number): boolean {
  const producer = builder.producerOf(path);
  if (producer === undefined || !builder.tensors[path].hasGradient || builder.isForked(path)) return false;
  const { kind, relu } = producer;
  if (isProduct(kind)) return false;
  return !relu || kind === OpKind.fork;
}
