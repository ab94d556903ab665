import { DofError } from '@dof/core';
import type { LayerSpec, ModelSpec, ShapedLayer } from '@dof/core';

/** Throws DOF_UNSUPPORTED_LAYER, naming the layer, for what this engine has no kernel for. */
export function requireSupported(model: ModelSpec, { layer, name }: ShapedLayer): void {
  const problem = unsupported(layer) ?? unsupportedLoss(model);
  if (problem !== undefined) {
    throw new DofError('DOF_UNSUPPORTED_LAYER', `model ${model.name}, layer ${name}: the simd engine has ${problem}`);
  }
}

function unsupported(layer: LayerSpec): string | undefined {
  switch (layer.type) {
    case 'conv2d':
      if ((layer.stride ?? 1) !== 1) return `convolutions of stride 1 only, not ${layer.stride}`;
      if ((layer.padding ?? 'same') !== 'same') return `convolutions with SAME padding only, not ${layer.padding}`;
      return undefined;
    case 'averagePool2d':
    case 'maxPool2d':
    case 'dense':
    case 'relu':
    case 'flatten':
      return undefined;
    case 'gelu':
    case 'tanh':
    case 'globalAveragePool2d':
    case 'globalMaxPool2d':
    case 'batchNorm':
    case 'residual':
      return `no ${layer.type} layer`;
  }
}

function unsupportedLoss({ loss }: ModelSpec): string | undefined {
  return loss === 'softmax-cross-entropy' ? undefined : `softmax-cross-entropy only, not the loss ${loss}`;
}
