import { customGrad, tensor } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';

/**
 * `scale * (x - mean) / sqrt(variance + epsilon) + bias` with mean and biased variance over the channels, the last axis
 * (Ba, Kiros and Hinton 2016). Of the gradient next to nothing may be left of a difference, so it is taken in float64,
 * outside the engine.
 */
export function layerNormalised(x: Tensor, scale: Tensor, bias: Tensor, epsilon: number): Tensor {
  const normalise = customGrad((...args) => {
    const [input, factor, shift] = args.slice(0, 3) as Tensor[];
    const save = args[3] as (tensors: Tensor[]) => void;
    const [gamma, beta] = [values(factor), values(shift)];
    const { normalised, inverseDeviations } = normalisedPixels(values(input), gamma.length, epsilon);
    const output = Float32Array.from(normalised, (hat, i) => gamma[i % gamma.length] * hat + beta[i % gamma.length]);
    save([]);
    return {
      value: tensor(output, input.shape),
      gradFunc: (dy: Tensor) => {
        const gradient = normalisedPixelsGradient(values(dy), normalised, gamma, inverseDeviations);
        return [
          tensor(gradient.input, dy.shape),
          tensor(gradient.scale, factor.shape),
          tensor(gradient.bias, factor.shape),
        ];
      },
    };
  });
  return normalise(x, scale, bias);
}

function values(one: Tensor): Float32Array {
  return one.dataSync<'float32'>();
}

/** Every stretch of `channels` entries, with mean 0 and variance 1, and what each was multiplied by for it. */
function normalisedPixels(
  x: Float32Array,
  channels: number,
  epsilon: number,
): { normalised: Float64Array; inverseDeviations: Float64Array } {
  const normalised = new Float64Array(x.length);
  const inverseDeviations = new Float64Array(x.length / channels);
  for (let pixel = 0, first = 0; first < x.length; pixel++, first += channels) {
    let [sum, squares] = [0, 0];
    for (let c = 0; c < channels; c++) sum += x[first + c];
    for (let c = 0; c < channels; c++) squares += (x[first + c] - sum / channels) ** 2;
    const inverse = 1 / Math.sqrt(squares / channels + epsilon);
    for (let c = 0; c < channels; c++) normalised[first + c] = (x[first + c] - sum / channels) * inverse;
    inverseDeviations[pixel] = inverse;
  }
  return { normalised, inverseDeviations };
}

/**
 * With n the normalised input, `g = scale * dy` and means over the channels: `dx = (g - mean(g) - n mean(n g)) / deviation`,
 * `dscale = sum(n dy)` and `dbias = sum(dy)` over the pixels.
 */
function normalisedPixelsGradient(
  dy: Float32Array,
  normalised: Float64Array,
  scale: Float32Array,
  inverseDeviations: Float64Array,
): { input: Float32Array; scale: Float32Array; bias: Float32Array } {
  const channels = scale.length;
  const input = new Float32Array(dy.length);
  const [scales, biases] = [new Float64Array(channels), new Float64Array(channels)];
  inverseDeviations.forEach((inverse, pixel) => {
    const first = pixel * channels;
    let [sum, products] = [0, 0];
    for (let c = 0; c < channels; c++) {
      const [slope, n] = [dy[first + c], normalised[first + c]];
      scales[c] += slope * n;
      biases[c] += slope;
      sum += scale[c] * slope;
      products += scale[c] * slope * n;
    }
    for (let c = 0; c < channels; c++) {
      const centred = scale[c] * dy[first + c] - sum / channels - (normalised[first + c] * products) / channels;
      input[first + c] = inverse * centred;
    }
  });
  return { input, scale: Float32Array.from(scales), bias: Float32Array.from(biases) };
}
