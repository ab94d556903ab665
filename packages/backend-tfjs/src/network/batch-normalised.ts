import { customGrad, tensor } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';

/**
 * `scale * (x - mean) / sqrt(variance + epsilon) + bias` for every channel, the last axis, with mean and biased
 * variance over all other axes of the batch (Ioffe and Szegedy 2015). Its sums run over as many entries as a batch has
 * pixels, so they are taken in float64, outside the engine.
 */
export function batchNormalised(x: Tensor, scale: Tensor, bias: Tensor, epsilon: number): Tensor {
  const normalise = customGrad((...args) => {
    const [input, factor, shift] = args.slice(0, 3) as Tensor[];
    const save = args[3] as (tensors: Tensor[]) => void;
    const forward = normalisedChannels(values(input), values(factor), values(shift), epsilon);
    const normalised = tensor(forward.normalised, input.shape);
    save([normalised, factor]);
    return {
      value: tensor(forward.output, input.shape),
      gradFunc: (dy: Tensor, [hat, gamma]: Tensor[]) => {
        const gradient = normalisedChannelsGradient(values(dy), values(hat), values(gamma), forward.inverseDeviation);
        return [
          tensor(gradient.input, dy.shape),
          tensor(gradient.scale, gamma.shape),
          tensor(gradient.bias, gamma.shape),
        ];
      },
    };
  });
  return normalise(x, scale, bias);
}

function values(one: Tensor): Float32Array {
  return one.dataSync<'float32'>();
}

/** What batch normalisation of `[rows, channels]` gives. */
export interface NormalisedChannels {
  /** `scale * normalised + bias`. */
  readonly output: Float32Array;
  /** `(x - mean) / sqrt(variance + epsilon)`. */
  readonly normalised: Float32Array;
  /** `[channels]`: `1 / sqrt(variance + epsilon)`. */
  readonly inverseDeviation: Float64Array;
}

/** Its gradients. */
export interface NormalisedChannelsGradient {
  readonly input: Float32Array;
  readonly scale: Float32Array;
  readonly bias: Float32Array;
}

/**
 * Normalises every channel over all rows, with the biased variance; sums in float64.
 *
 * @param x `[rows, channels]` row-major.
 * @param scale `[channels]`, as is `bias`.
 */
export function normalisedChannels(
  x: Float32Array,
  scale: Float32Array,
  bias: Float32Array,
  epsilon: number,
): NormalisedChannels {
  const channels = scale.length;
  const rows = x.length / channels;
  const mean = channelSums(channels, x.length, (i) => x[i]).map((sum) => sum / rows);
  const squares = channelSums(channels, x.length, (i, c) => (x[i] - mean[c]) ** 2);
  const inverseDeviation = squares.map((sum) => 1 / Math.sqrt(sum / rows + epsilon));
  const output = new Float32Array(x.length);
  const normalised = new Float32Array(x.length);
  for (let i = 0; i < x.length;) {
    for (let c = 0; c < channels; c++, i++) {
      const hat = (x[i] - mean[c]) * inverseDeviation[c];
      normalised[i] = hat;
      output[i] = scale[c] * hat + bias[c];
    }
  }
  return { output, normalised, inverseDeviation };
}

/**
 * With n the normalised input and means over the rows: `dx = scale / deviation * (dy - mean(dy) - n mean(n dy))`,
 * `dscale = sum(n dy)`, `dbias = sum(dy)` (Ioffe and Szegedy 2015, section 3).
 */
export function normalisedChannelsGradient(
  dy: Float32Array,
  normalised: Float32Array,
  scale: Float32Array,
  inverseDeviation: Float64Array,
): NormalisedChannelsGradient {
  const channels = scale.length;
  const rows = dy.length / channels;
  const bias = channelSums(channels, dy.length, (i) => dy[i]);
  const products = channelSums(channels, dy.length, (i) => dy[i] * normalised[i]);
  const input = new Float32Array(dy.length);
  for (let i = 0; i < dy.length;) {
    for (let c = 0; c < channels; c++, i++) {
      const centred = dy[i] - bias[c] / rows - normalised[i] * (products[c] / rows);
      input[i] = scale[c] * inverseDeviation[c] * centred;
    }
  }
  return { input, scale: Float32Array.from(products), bias: Float32Array.from(bias) };
}

function channelSums(
  channels: number,
  length: number,
  entry: (index: number, channel: number) => number,
): Float64Array {
  const sums = new Float64Array(channels);
  for (let i = 0; i < length;) for (let c = 0; c < channels; c++, i++) sums[c] += entry(i, c);
  return sums;
}
