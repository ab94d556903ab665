import { DofError, layerShapes, parameterLayout } from '@dof/core';
import type { LayerShape, LayerSpec, ModelSpec, ParameterSegment, ShapedLayer } from '@dof/core';
import {
  OpKind,
  type NetworkPlan,
  type PlannedOp,
  type PlannedParameters,
  type PlannedTensor,
} from './network-plan.js';
import { requireSupported } from './require-supported.js';

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/**
 * Turns a layer list into kernel operations: a ReLU right after a convolution or dense layer becomes part of it, its
 * backward pass and the bias sum become part of the 2 x 2 pooling after that, and tensors get the borders and channel
 * padding that their neighbours need.
 *
 * @param lanes float32 values per vector.
 * @throws DOF_UNSUPPORTED_LAYER, DOF_MODEL_SHAPE.
 */
export function planNetwork(model: ModelSpec, lanes: number): NetworkPlan {
  const layers = layerShapes(model);
  layers.forEach((layer) => requireSupported(model, layer));
  const { segments } = parameterLayout(model);
  if (segments.length === 0) throw new DofError('DOF_MODEL_SHAPE', `model ${model.name}: no layer has parameters`);

  const padded = (channels: number): number => Math.ceil(channels / lanes) * lanes;
  const tensor = (shape: LayerShape, hasGradient: boolean): Writable<PlannedTensor> => {
    const { height, width, channels } = shape;
    return { height, width, channels, pixel: padded(channels), valueBorder: 0, gradientBorder: 0, hasGradient };
  };

  const tensors = [tensor(layers[0].input, false)];
  tensors[0].pixel = inputPixel(layers[0].layer, layers[0].input.channels, lanes);
  const ops: Writable<PlannedOp>[] = [];
  const current = (): number => tensors.length - 1;

  for (let at = 0; at < layers.length; at++) {
    const { layer, name, input, output } = layers[at];
    const from = current();
    const before = tensors[from];
    const push = (kind: OpKind, rest: Partial<PlannedOp> = {}): void => {
      tensors.push(tensor(output, before.hasGradient || rest.parameters !== undefined));
      ops.push({ kind, input: from, output: current(), relu: false, finish: false, size: 1, stride: 1, ...rest });
    };
    switch (layer.type) {
      case 'conv2d':
      case 'dense': {
        const relu = followedByRelu(layers, at);
        const size = layer.type === 'conv2d' ? layer.kernelSize : 1;
        const parameters = layerParameters(segments, name, size ** 2, input.channels, output.channels);
        const kind = layer.type === 'conv2d' ? OpKind.convolution : OpKind.dense;
        push(kind, { relu, size, parameters, finish: relu || parameters.bias !== undefined });
        before.valueBorder = (size - 1) / 2;
        if (before.hasGradient) tensors[current()].gradientBorder = (size - 1) / 2;
        if (relu) at++;
        break;
      }
      case 'averagePool2d':
      case 'maxPool2d': {
        const stride = layer.stride ?? layer.size;
        push(layer.type === 'maxPool2d' ? OpKind.maxPool : OpKind.averagePool, { size: layer.size, stride });
        const previous = ops.at(-2);
        if (previous?.finish && layer.size === 2 && stride === 2) {
          previous.finish = false;
          ops[ops.length - 1].finishes = ops.length - 2;
        }
        break;
      }
      case 'relu':
        push(OpKind.relu);
        break;
      case 'flatten':
        if (!input.flat) push(OpKind.copy);
        break;
      default:
        throw new Error(`no kernel for ${layer.type}`);
    }
  }
  return withoutNeedlessCopies(tensors, ops);
}

function followedByRelu(layers: readonly ShapedLayer[], at: number): boolean {
  return layers[at + 1]?.layer.type === 'relu';
}

/** Kernels that read the input by single values take it unpadded, which keeps their inner loops long. */
function inputPixel(first: LayerSpec, channels: number, lanes: number): number {
  const bySingleValues = first.type === 'conv2d' || first.type === 'dense' || first.type === 'flatten';
  return bySingleValues ? channels : Math.ceil(channels / lanes) * lanes;
}

function layerParameters(
  segments: readonly ParameterSegment[],
  layer: string,
  positions: number,
  channelsIn: number,
  channelsOut: number,
): PlannedParameters {
  const offsetOf = (kind: string): number | undefined =>
    segments.find((segment) => segment.layer === layer && segment.kind === kind)?.offset;
  const kernel = offsetOf('kernel');
  if (kernel === undefined) throw new Error(`the layout has no kernel for ${layer}`);
  return { kernel, bias: offsetOf('bias'), rows: positions * channelsIn, transposedRows: positions * channelsOut };
}

/** A flatten of a tensor that is contiguous already is another view of the same memory. */
function withoutNeedlessCopies(tensors: readonly PlannedTensor[], ops: readonly PlannedOp[]): NetworkPlan {
  const aliases = new Map<number, number>();
  for (const { kind, input, output } of ops) {
    const { pixel, channels, valueBorder, gradientBorder } = tensors[input];
    if (kind === OpKind.copy && pixel === channels && valueBorder === 0 && gradientBorder === 0) {
      aliases.set(output, input);
    }
  }
  return {
    tensors: tensors.map((tensor, index) => {
      const aliasOf = aliases.get(index);
      return aliasOf === undefined ? tensor : { ...tensor, pixel: tensor.channels, aliasOf };
    }),
    ops: ops.filter(({ output }) => !aliases.has(output)),
  };
}
