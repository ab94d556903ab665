import type { DofError } from '../errors/dof-error.js';
import type { ActivationSpec, Conv2dSpec, LayerSpec, Pool2dSpec, ResidualSpec } from '../contracts/model-spec.js';

/** Height, width, channels; a flat vector of n entries is `[1, 1, n]` with `flat` set. */
export interface LayerShape {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly flat: boolean;
}

/** Properties of layers that count something. */
const SIZES: readonly string[] = ['filters', 'units', 'kernelSize', 'size', 'stride'];

/** Whether a value can be the size of anything in a network. */
export function isWholeSize(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) >= 1;
}

/** The output shape of one layer without branches; `misfit` makes the error to throw where the input does not fit. */
export function outputShape(
  layer: Exclude<LayerSpec, ResidualSpec>,
  input: LayerShape,
  misfit: (what: string) => DofError,
): LayerShape {
  for (const [name, value] of Object.entries<unknown>({ ...layer })) {
    if (SIZES.includes(name) && value !== undefined && !isWholeSize(value)) {
      throw misfit(`${name} must be a whole number of at least 1, not ${String(value)}`);
    }
  }
  switch (layer.type) {
    case 'conv2d': {
      if (input.flat) throw misfit('a convolution needs an image, not a flat vector');
      if (layer.kernelSize % 2 !== 1) throw misfit(`kernelSize must be odd, not ${layer.kernelSize}`);
      const side = (size: number): number => convolutionSide(layer, size);
      if (side(input.height) < 1 || side(input.width) < 1) throw misfit('the kernel is larger than the image');
      return { height: side(input.height), width: side(input.width), channels: layer.filters, flat: false };
    }
    case 'averagePool2d':
    case 'maxPool2d': {
      if (input.flat) throw misfit('pooling needs an image, not a flat vector');
      const side = (size: number): number => poolSide(layer, size);
      if (side(input.height) < 1 || side(input.width) < 1) throw misfit('the window is larger than the image');
      return { ...input, height: side(input.height), width: side(input.width) };
    }
    case 'globalAveragePool2d':
    case 'globalMaxPool2d':
      if (input.flat) throw misfit('global pooling needs an image, not a flat vector');
      return { height: 1, width: 1, channels: input.channels, flat: true };
    case 'flatten':
      return { height: 1, width: 1, channels: input.height * input.width * input.channels, flat: true };
    case 'dense':
      if (!input.flat) throw misfit('a dense layer needs a flat vector: put a flatten layer before it');
      return { height: 1, width: 1, channels: layer.units, flat: true };
    case 'batchNorm':
      if (layer.epsilon !== undefined && !(layer.epsilon > 0))
        throw misfit(`epsilon must be above 0, not ${layer.epsilon}`);
      return input;
    default:
      return elementwise(layer, input);
  }
}

/** Takes activations alone, so that a layer of another kind without a rule of its own does not compile. */
function elementwise(_: ActivationSpec, input: LayerShape): LayerShape {
  return input;
}

function convolutionSide(layer: Conv2dSpec, size: number): number {
  const stride = layer.stride ?? 1;
  return layer.padding === 'valid' ? Math.floor((size - layer.kernelSize) / stride) + 1 : Math.ceil(size / stride);
}

function poolSide(layer: Pool2dSpec, size: number): number {
  return Math.floor((size - layer.size) / (layer.stride ?? layer.size)) + 1;
}
