import type { MaxPool2dSpec, ParameterKind, ShapedLayer } from '@dof/core';
import {
  add,
  argMax,
  avgPool,
  cast,
  matMul,
  maxPool,
  mean,
  mul,
  oneHot,
  pad,
  reshape,
  sum,
  transpose,
} from '@tensorflow/tfjs-core';
import type { Tensor, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import { activated } from './activations.js';
import { batchNormalised } from './batch-normalised.js';
import { convolved } from './convolved.js';
import { layerNormalised } from './layer-normalised.js';

/** A layer's kernel, bias or scale; undefined for one that the layer does not have. */
export type ParameterOf = (layer: string, kind: ParameterKind) => Tensor | undefined;

/** The output of consecutive layers for a batch: images `[n, h, w, c]`, flat vectors `[n, c]`. */
export function applyLayers(layers: readonly ShapedLayer[], input: Tensor, parameter: ParameterOf): Tensor {
  return layers.reduce((x, layer) => applyLayer(layer, x, parameter), input);
}

function applyLayer({ layer, name, branches }: ShapedLayer, x: Tensor, parameter: ParameterOf): Tensor {
  const required = (kind: ParameterKind): Tensor => {
    const found = parameter(name, kind);
    if (found === undefined) throw new TypeError(`layer ${name} has no ${kind}`);
    return found;
  };
  const biased = (sum: Tensor): Tensor => {
    const bias = parameter(name, 'bias');
    return bias === undefined ? sum : add(sum, bias);
  };
  switch (layer.type) {
    case 'conv2d':
      return biased(convolved(layer, x as Tensor4D, required('kernel') as Tensor4D));
    case 'dense':
      return biased(matMul(x as Tensor2D, required('kernel') as Tensor2D));
    case 'averagePool2d':
      return avgPool(x as Tensor4D, layer.size, layer.stride ?? layer.size, 'valid');
    case 'maxPool2d':
      return paddedMaxPool(layer, x as Tensor4D);
    case 'globalAveragePool2d':
      return mean(x, [1, 2]);
    case 'globalMaxPool2d':
      return globalMaxPool(x);
    case 'flatten':
      return reshape(x, [x.shape[0], -1]);
    case 'batchNorm':
      return batchNormalised(x, required('scale'), required('bias'), layer.epsilon ?? 1e-5);
    case 'layerNorm':
      return layerNormalised(x, required('scale'), required('bias'), layer.epsilon ?? 1e-5);
    case 'residual': {
      const { body = [], shortcut = [] } = branches ?? {};
      return add(applyLayers(body, x, parameter), applyLayers(shortcut, x, parameter));
    }
    default:
      return activated(layer, x);
  }
}

/** The windows of a maximum pooling, its padding made part of the image. */
function paddedMaxPool({ size, stride = size, padding = 0 }: MaxPool2dSpec, x: Tensor4D): Tensor4D {
  const zeros: [number, number] = [padding, padding];
  const image = padding === 0 ? x : pad(x, [[0, 0], zeros, zeros, [0, 0]], -Infinity);
  return maxPool(image, size, stride, 'valid');
}

/** The largest pixel of every channel. The gradient of tfjs' own `max` goes to each of several that are equal, whole. */
function globalMaxPool(x: Tensor): Tensor {
  const [count, height, width, channels] = x.shape;
  if (height * width === 1) return reshape(x, [count, channels]);
  const pixels = reshape(x, [count, height * width, channels]);
  const chosen = oneHot(cast(reshape(argMax(pixels, 1), [-1]), 'int32'), height * width);
  const places = reshape(chosen, [count, channels, height * width]);
  return sum(mul(transpose(pixels, [0, 2, 1]), cast(places, 'float32')), 2);
}
