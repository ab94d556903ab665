import type { ParameterSegment } from '@dof/core';
import type { ImageShape } from './flattened-images.js';

type Segment = Pick<ParameterSegment, 'kind' | 'shape'>;

/** The shape that PyTorch gives an array of ours. */
export function pytorchShape({ kind, shape }: Segment): readonly number[] {
  if (kind !== 'kernel') return shape;
  if (shape.length === 2) return [shape[1], shape[0]];
  const [height, width, channels, filters] = shape;
  return [filters, channels, height, width];
}

/**
 * Where PyTorch has the entry `i` of an array of ours, both row-major.
 *
 * @param image that the layer's input was flattened from: ours has its channels fastest, PyTorch's slowest
 */
export function pytorchIndex({ kind, shape }: Segment, image?: ImageShape): (i: number) => number {
  const input = image === undefined ? (i: number): number => i : channelsFirst(image);
  if (kind !== 'kernel') return input;
  if (shape.length === 2) {
    const [inputs, units] = shape;
    return (i) => (i % units) * inputs + input(Math.floor(i / units));
  }
  const [height, width, channels, filters] = shape;
  const pixels = height * width;
  return (i) => {
    const channel = Math.floor(i / filters) % channels;
    return ((i % filters) * channels + channel) * pixels + Math.floor(i / (filters * channels));
  };
}

function channelsFirst([height, width, channels]: ImageShape): (i: number) => number {
  const pixels = height * width;
  return (i) => (i % channels) * pixels + Math.floor(i / channels);
}
