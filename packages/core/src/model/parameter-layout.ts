import type { ModelSpec } from '../contracts/model-spec.js';
import type { ParameterKind, ParameterLayout, ParameterSegment } from '../contracts/parameter-layout.js';
import { layerShapes } from './layer-shapes.js';

/** Cuts the flat parameter vector into segments: layer order, kernel before bias, every array row-major. */
export function parameterLayout(model: ModelSpec): ParameterLayout {
  const segments: ParameterSegment[] = [];
  let offset = 0;
  const add = (layer: string, kind: ParameterKind, shape: readonly number[], fanIn: number): void => {
    const length = shape.reduce((product, size) => product * size, 1);
    segments.push({ layer, kind, shape, offset, length, fanIn });
    offset += length;
  };
  for (const { layer, name, input } of layerShapes(model)) {
    if (layer.type === 'conv2d') {
      const fanIn = layer.kernelSize ** 2 * input.channels;
      add(name, 'kernel', [layer.kernelSize, layer.kernelSize, input.channels, layer.filters], fanIn);
      if (layer.bias ?? true) add(name, 'bias', [layer.filters], fanIn);
    } else if (layer.type === 'dense') {
      add(name, 'kernel', [input.channels, layer.units], input.channels);
      if (layer.bias ?? true) add(name, 'bias', [layer.units], input.channels);
    }
  }
  return { dimension: offset, segments };
}
