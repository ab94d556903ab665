import type { Conv2dSpec, LayerShape, ParameterSegment } from '@dof/core';
import { perExample, type ReferenceLayer } from './reference-layer.js';

/** Takes one input entry, and where the kernel's entries for it and the output's entries begin, one per filter each. */
type Visit = (input: number, kernel: number, output: number) => void;

/**
 * Cross-correlation over NHWC with a kernel `[kernelHeight, kernelWidth, channelsIn, filters]`. SAME padding is that
 * of TensorFlow and XLA: where the zeros to add are odd in number, the extra row or column goes to the bottom or right.
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
  const same = spec.padding !== 'valid';
  const top = same ? paddingBefore(input.height, output.height, size, stride) : 0;
  const left = same ? paddingBefore(input.width, output.width, size, stride) : 0;
  const inputLength = input.height * input.width * input.channels;
  const outputLength = output.height * output.width * filters;

  const visitAll = (visit: Visit): void => {
    for (let y = 0; y < output.height; y++) {
      for (let x = 0; x < output.width; x++) {
        for (let ky = 0; ky < size; ky++) {
          for (let kx = 0; kx < size; kx++) {
            const inputY = y * stride + ky - top;
            const inputX = x * stride + kx - left;
            if (inputY < 0 || inputY >= input.height || inputX < 0 || inputX >= input.width) continue;
            for (let c = 0; c < input.channels; c++) {
              visit(
                (inputY * input.width + inputX) * input.channels + c,
                kernel.offset + ((ky * size + kx) * input.channels + c) * filters,
                (y * output.width + x) * filters,
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
        for (let f = 0; f < filters; f++) outputs[o + f] += inputs[i] * w[k + f];
      });
      return outputs;
    },
    backward(inputs, w, outputGradient, gradient) {
      const inputGradient = new Float64Array(inputLength);
      if (bias) for (let i = 0; i < outputLength; i++) gradient[bias.offset + (i % filters)] += outputGradient[i];
      visitAll((i, k, o) => {
        for (let f = 0; f < filters; f++) {
          inputGradient[i] += w[k + f] * outputGradient[o + f];
          gradient[k + f] += inputs[i] * outputGradient[o + f];
        }
      });
      return inputGradient;
    },
  });
}

/** Rows (or columns) of zeros before the first one of the image under SAME padding. */
function paddingBefore(input: number, output: number, kernelSize: number, stride: number): number {
  return Math.floor(Math.max((output - 1) * stride + kernelSize - input, 0) / 2);
}
