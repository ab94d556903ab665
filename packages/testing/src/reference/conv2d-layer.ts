import type { Conv2dSpec, LayerShape, ParameterSegment } from '@dof/core';
import { perExample, type ReferenceLayer } from './reference-layer.js';

/**
 * Takes one input entry, and where the kernel's entries for it and the output's entries begin, one per filter of the
 * input's group each.
 */
type Visit = (input: number, kernel: number, output: number) => void;

/**
 * Cross-correlation over NHWC with a kernel `[kernelHeight, kernelWidth, channelsIn / groups, filters]`. SAME padding is
 * that of TensorFlow and XLA: where the zeros to add are odd in number, the extra row or column goes to the bottom or
 * right.
 */
export function conv2dLayer(
  spec: Conv2dSpec,
  input: LayerShape,
  output: LayerShape,
  kernel: ParameterSegment,
  bias: ParameterSegment | undefined,
): ReferenceLayer {
  const stride = spec.stride ?? 1;
  const size = spec.kernelSize;
  const filters = spec.filters;
  const { groups = 1, dilation = 1, padding = 'same' } = spec;
  const channelsOfGroup = input.channels / groups;
  const filtersOfGroup = filters / groups;
  const before = (inputSide: number, outputSide: number): number => {
    if (padding === 'valid') return 0;
    if (padding !== 'same') return padding;
    return paddingBefore(inputSide, outputSide, (size - 1) * dilation + 1, stride);
  };
  const top = before(input.height, output.height);
  const left = before(input.width, output.width);
  const inputLength = input.height * input.width * input.channels;
  const outputLength = output.height * output.width * filters;

  const visitAll = (visit: Visit): void => {
    for (let y = 0; y < output.height; y++) {
      for (let x = 0; x < output.width; x++) {
        for (let ky = 0; ky < size; ky++) {
          for (let kx = 0; kx < size; kx++) {
            const inputY = y * stride + ky * dilation - top;
            const inputX = x * stride + kx * dilation - left;
            if (inputY < 0 || inputY >= input.height || inputX < 0 || inputX >= input.width) continue;
            for (let c = 0; c < input.channels; c++) {
              const firstFilter = Math.floor(c / channelsOfGroup) * filtersOfGroup;
              visit(
                (inputY * input.width + inputX) * input.channels + c,
                kernel.offset + ((ky * size + kx) * channelsOfGroup + (c % channelsOfGroup)) * filters + firstFilter,
                (y * output.width + x) * filters + firstFilter,
              );
            }
          }
        }
      }
    }
  };

  return perExample({
    forward(inputs, w) {
      const outputs = new Float64Array(outputLength);
      if (bias) for (let i = 0; i < outputLength; i++) outputs[i] = w[bias.offset + (i % filters)];
      visitAll((i, k, o) => {
        for (let f = 0; f < filtersOfGroup; f++) outputs[o + f] += inputs[i] * w[k + f];
      });
      return outputs;
    },
    backward(inputs, w, outputGradient, gradient) {
      const inputGradient = new Float64Array(inputLength);
      if (bias) for (let i = 0; i < outputLength; i++) gradient[bias.offset + (i % filters)] += outputGradient[i];
      visitAll((i, k, o) => {
        for (let f = 0; f < filtersOfGroup; f++) {
          inputGradient[i] += w[k + f] * outputGradient[o + f];
          gradient[k + f] += inputs[i] * outputGradient[o + f];
        }
      });
      return inputGradient;
    },
  });
}

/** Rows (or columns) of zeros before the first one of the image under SAME padding. */
function paddingBefore(input: number, output: number, extent: number, stride: number): number {
  return Math.floor(Math.max((output - 1) * stride + extent - input, 0) / 2);
}
