import { DofError } from '../errors/dof-error.js';
import type { Conv2dSpec, LayerSpec, ModelSpec, Pool2dSpec } from '../contracts/model-spec.js';

/** Height, width, channels; a flat vector of n entries is `[1, 1, n]` with `flat` set. */
export interface LayerShape {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly flat: boolean;
}

/** One layer with the shapes on both sides of it. */
export interface ShapedLayer {
  readonly layer: LayerSpec;
  /** Layer type and its count among its kind from the input, such as `conv2d1`. */
  readonly name: string;
  readonly input: LayerShape;
  readonly output: LayerShape;
}

/** Walks the layer list from the input shape; throws DOF_MODEL_SHAPE, naming the layer, where shapes do not fit. */
export function layerShapes(model: ModelSpec): readonly ShapedLayer[] {
  const [height, width, channels] = model.inputShape;
  let input: LayerShape = { height, width, channels, flat: false };
  const counts = new Map<string, number>();
  return model.layers.map((layer) => {
    const count = (counts.get(layer.type) ?? 0) + 1;
    counts.set(layer.type, count);
    const name = `${layer.type}${count}`;
    const shaped = { layer, name, input, output: outputShape(model, name, layer, input) };
    input = shaped.output;
    return shaped;
  });
}

function outputShape(model: ModelSpec, name: string, layer: LayerSpec, input: LayerShape): LayerShape {
  const misfit = (what: string): DofError =>
    new DofError(
      'DOF_MODEL_SHAPE',
      `model ${model.name}, layer ${name}: ${what}; its input is ${input.height} x ${input.width} x ${input.channels}`,
    );
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
    case 'flatten':
      return { height: 1, width: 1, channels: input.height * input.width * input.channels, flat: true };
    case 'dense':
      if (!input.flat) throw misfit('a dense layer needs a flat vector: put a flatten layer before it');
      return { height: 1, width: 1, channels: layer.units, flat: true };
    case 'relu':
      return input;
  }
}

function convolutionSide(layer: Conv2dSpec, size: number): number {
  const stride = layer.stride ?? 1;
  return layer.padding === 'valid' ? Math.floor((size - layer.kernelSize) / stride) + 1 : Math.ceil(size / stride);
}

function poolSide(layer: Pool2dSpec, size: number): number {
  return Math.floor((size - layer.size) / (layer.stride ?? layer.size)) + 1;
}
