import { customGrad, tensor } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { normalisedChannels, normalisedChannelsGradient } from './normalised-channels.js';

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
