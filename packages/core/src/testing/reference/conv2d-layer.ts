import type { Conv2dSpec } from '../../contracts/model-spec.js';
import type { ParameterSegment } from '../../contracts/parameter-layout.js';
import type { LayerShape } from '../../model/layer-shapes.js';
import { perExample } from './per-example.js';
import type { ReferenceLayer } from './reference-layer.js';

/** Calls `visit` with the flat indices of one input entry, one kernel entry and one output entry that meet. */
type Visit = (inputIndex: number, kernelIndex: number, outputIndex: number) => void;

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
              const inputIndex = (inputY * input.width + inputX) * input.channels + c;
              for (let f = 0; f < filters; f++) {
                const kernelIndex = kernel.offset + ((ky * size + kx) * input.channels + c) * filters + f;
                visit(inputIndex, kernelIndex, (y * output.width + x) * filters + f);
              }
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
        outputs[o] += inputs[i] * w[k];
      });
      return outputs;
    },
    backward(inputs, w, outputGradient, gradient) {
      const inputGradient = new Float64Array(inputLength);
      if (bias) for (let i = 0; i < outputLength; i++) gradient[bias.offset + (i % filters)] += outputGradient[i];
      visitAll((i, k, o) => {
        inputGradient[i] += w[k] * outputGradient[o];
        gradient[k] += inputs[i] * outputGradient[o];
      });
      return inputGradient;
    },
  });
}

/** Rows (or columns) of zeros before the first one of the image under SAME padding. */
function paddingBefore(input: number, output: number, kernelSize: number, stride: number): number {
  return Math.floor(Math.max((output - 1) * stride + kernelSize - input, 0) / 2);
}
