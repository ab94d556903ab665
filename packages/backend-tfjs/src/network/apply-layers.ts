import type { ParameterKind, ShapedLayer } from '@dof/core';
import { add, avgPool, conv2d, matMul, max, maxPool, mean, reshape } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import { activations } from './activations.js';
import { batchNormalised } from './batch-normalised.js';

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
      return biased(conv2d(x as Tensor4D, required('kernel') as Tensor4D, layer.stride ?? 1, layer.padding ?? 'same'));
    case 'dense':
      return biased(matMul(x as Tensor2D, required('kernel') as Tensor2D));
    case 'averagePool2d':
      return avgPool(x as Tensor4D, layer.size, layer.stride ?? layer.size, 'valid');
    case 'maxPool2d':
      return maxPool(x as Tensor4D, layer.size, layer.stride ?? layer.size, 'valid');
    case 'globalAveragePool2d':
      return mean(x, [1, 2]);
    case 'globalMaxPool2d':
      return max(x, [1, 2]);
    case 'flatten':
      return reshape(x, [x.shape[0], -1]);
    case 'batchNorm':
      return batchNormalised(x, required('scale'), required('bias'), layer.epsilon ?? 1e-5);
    case 'residual': {
      const { body = [], shortcut = [] } = branches ?? {};
      return add(applyLayers(body, x, parameter), applyLayers(shortcut, x, parameter));
    }
    default:
      return activations[layer.type](x);
  }
}
