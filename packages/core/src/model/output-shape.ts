import type { DofError } from '../errors/dof-error.js';
import type {
  ActivationSpec,
  Conv2dSpec,
  LayerSpec,
  MaxPool2dSpec,
  Pool2dSpec,
  ResidualSpec,
} from '../contracts/model-spec.js';

/** Height, width, channels; a flat vector of n entries is `[1, 1, n]` with `flat` set. */
export interface LayerShape {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly flat: boolean;
}

/** Properties of layers that count something. */
const SIZES: readonly string[] = ['filters', 'units', 'kernelSize', 'size', 'stride', 'groups', 'dilation'];

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
      requirePadding(layer, misfit);
      requireWholeGroups(layer, input, misfit);
      const side = (size: number): number => convolutionSide(layer, size);
      if (side(input.height) < 1 || side(input.width) < 1) throw misfit('the kernel is larger than the image');
      return { height: side(input.height), width: side(input.width), channels: layer.filters, flat: false };
    }
    case 'averagePool2d':
    case 'maxPool2d': {
      if (input.flat) throw misfit('pooling needs an image, not a flat vector');
      if (layer.type === 'maxPool2d') requirePoolPadding(layer, misfit);
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
    case 'leakyRelu':
      if (layer.slope !== undefined && !Number.isFinite(layer.slope))
        throw misfit(`slope must be a finite number, not ${layer.slope}`);
      return input;
    case 'batchNorm':
    case 'layerNorm':
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

/** What a kernel covers along one axis, in pixels. */
function extentOf({ kernelSize, dilation = 1 }: Conv2dSpec): number {
  return (kernelSize - 1) * dilation + 1;
}

/**
 * Zeros that a convolution has before the first and after the last row (or column) of an image of this side, by the
 * rule of `Conv2dSpec`.
 */
export function convolutionZeros(layer: Conv2dSpec, side: number): { readonly before: number; readonly after: number } {
  const { padding = 'same', stride = 1 } = layer;
  if (padding === 'valid') return { before: 0, after: 0 };
  if (padding !== 'same') return { before: padding, after: padding };
  const added = Math.max((Math.ceil(side / stride) - 1) * stride + extentOf(layer) - side, 0);
  return { before: Math.floor(added / 2), after: Math.ceil(added / 2) };
}

function convolutionSide(layer: Conv2dSpec, side: number): number {
  const { stride = 1, padding = 'same' } = layer;
  if (padding === 'same') return Math.ceil(side / stride);
  const { before, after } = convolutionZeros(layer, side);
  return Math.floor((side + before + after - extentOf(layer)) / stride) + 1;
}

function poolSide(layer: Pool2dSpec, side: number): number {
  const zeros = layer.type === 'maxPool2d' ? 2 * (layer.padding ?? 0) : 0;
  return Math.floor((side + zeros - layer.size) / (layer.stride ?? layer.size)) + 1;
}

function requirePadding({ padding }: Conv2dSpec, misfit: (what: string) => DofError): void {
  if (padding === undefined || padding === 'same' || padding === 'valid' || isPadding(padding)) return;
  throw misfit(`padding must be same, valid or a whole number of at least 0, not ${String(padding)}`);
}

function requirePoolPadding({ padding = 0, size }: MaxPool2dSpec, misfit: (what: string) => DofError): void {
  if (isPadding(padding) && 2 * padding <= size) return;
  throw misfit(`padding must be a whole number from 0 to half of size (${size}), not ${String(padding)}`);
}

function isPadding(value: unknown): boolean {
  return value === 0 || isWholeSize(value);
}

function requireWholeGroups(
  { groups = 1, filters }: Conv2dSpec,
  { channels }: LayerShape,
  misfit: (what: string) => DofError,
): void {
  if (channels % groups === 0 && filters % groups === 0) return;
  throw misfit(`groups must divide the ${channels} channels of the input and the ${filters} filters, unlike ${groups}`);
}
