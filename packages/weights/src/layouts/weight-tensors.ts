import type { EngineModelReference, ModelSpec, ParameterLayout, ParameterSegment, WeightsLayout } from '@dof/core';
import { DofError } from '@dof/core';
import type { WritableTensor } from '../safetensors/write-safetensors.js';
import { flattenedImages, type ImageShape } from './flattened-images.js';
import { pytorchIndex, pytorchShape } from './pytorch-layout.js';

/** A network, its parameters, and how they are arranged outside of it. */
export interface ArrangedNetwork {
  readonly model: ModelSpec | EngineModelReference;
  readonly parameters: ParameterLayout;
  readonly layout: WeightsLayout;
}

/** How one segment is arranged outside. */
export interface Arrangement {
  readonly shape: readonly number[];
  /** Where the entry `i` of the segment is. */
  index(i: number): number;
}

/**
 * How the segments of a network are arranged in a layout.
 *
 * @throws DofError DOF_UNSUPPORTED_MODEL for PyTorch's and a network that is no list of layers
 */
export function arrangementOf({
  model,
  parameters,
  layout,
}: ArrangedNetwork): (segment: ParameterSegment) => Arrangement {
  if (layout === 'ours') return ({ shape }) => ({ shape, index: (i) => i });
  if (!('layers' in model)) {
    throw new DofError(
      'DOF_UNSUPPORTED_MODEL',
      `${model.name} is a file of the engine's own, so where it flattens images is not known here: layout pytorch is for ` +
        'networks of layers, give the weights as the engine arranges them',
    );
  }
  const images: ReadonlyMap<string, ImageShape> = flattenedImages(model);
  const withKernel = new Set(parameters.segments.filter(({ kind }) => kind === 'kernel').map(({ layer }) => layer));
  return (segment) => {
    // The bias of a layer with a kernel is of its outputs, that of a normalisation of its inputs.
    const isOfOutputs = segment.kind === 'bias' && withKernel.has(segment.layer);
    const image = isOfOutputs ? undefined : images.get(segment.layer);
    return { shape: pytorchShape(segment), index: pytorchIndex(segment, image) };
  };
}

/**
 * w as named arrays, ready to be written: `conv2d1.kernel` and `conv2d1.bias` in our layout, `conv2d1.weight` and
 * `conv2d1.bias` in PyTorch's.
 *
 * @param w length D
 */
export function weightTensors(network: ArrangedNetwork, w: Float32Array): readonly WritableTensor[] {
  const arrange = arrangementOf(network);
  return network.parameters.segments.map((segment) => {
    const { shape, index } = arrange(segment);
    const values = new Float32Array(segment.length);
    for (let i = 0; i < segment.length; i++) values[index(i)] = w[segment.offset + i];
    const part = network.layout === 'pytorch' && segment.kind !== 'bias' ? 'weight' : segment.kind;
    return { name: `${segment.layer}.${part}`, shape, values };
  });
}
