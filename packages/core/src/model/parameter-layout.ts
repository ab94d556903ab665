import type { ModelSpec } from '../contracts/model-spec.js';
import type { ParameterKind, ParameterLayout, ParameterSegment } from '../contracts/parameter-layout.js';
import { walkLayers, layerShapes } from './layer-shapes.js';

/**
 * Cuts the flat parameter vector into segments: layer order (of a residual its body, then its shortcut), kernel or
 * scale before bias, every array row-major.
 */
export function parameterLayout(model: ModelSpec): ParameterLayout {
  const segments: ParameterSegment[] = [];
  let offset = 0;
  const add = (layer: string, kind: ParameterKind, shape: readonly number[], fanIn: number): void => {
    const length = shape.reduce((product, size) => product * size, 1);
    segments.push({ layer, kind, shape, offset, length, fanIn });
    offset += length;
  };
  for (const { layer, name, input } of walkLayers(layerShapes(model))) {
    if (layer.type === 'conv2d') {
      const channels = input.channels / (layer.groups ?? 1);
      const fanIn = layer.kernelSize ** 2 * channels;
      add(name, 'kernel', [layer.kernelSize, layer.kernelSize, channels, layer.filters], fanIn);
      if (layer.bias ?? true) add(name, 'bias', [layer.filters], fanIn);
    } else if (layer.type === 'dense') {
      add(name, 'kernel', [input.channels, layer.units], input.channels);
      if (layer.bias ?? true) add(name, 'bias', [layer.units], input.channels);
    } else if (layer.type === 'batchNorm' || layer.type === 'layerNorm') {
      add(name, 'scale', [input.channels], 1);
      add(name, 'bias', [input.channels], 1);
    }
  }
  return { dimension: offset, segments };
}
