import type { ParameterSegment } from '../../contracts/parameter-layout.js';
import type { ReferenceBatch, ReferenceLayer } from './reference-layer.js';

/** One channel of a batch: the values over all examples and pixels, and where each of them is. */
interface Channel {
  readonly values: readonly number[];
  readonly places: readonly (readonly [example: number, entry: number])[];
}

/**
 * Normalises every channel by the mean and the biased variance of the batch, then scales and shifts it. With x^ the
 * normalised values, M of them, and dy the gradients in the outputs, the gradient in the inputs is
 * `scale / sqrt(variance + epsilon) * (dy - mean(dy) - x^ mean(dy x^))`: what moves a channel's mean or variance has
 * no effect on its output.
 */
export function batchNormLayer(scale: ParameterSegment, bias: ParameterSegment, epsilon = 1e-5): ReferenceLayer {
  const channels = scale.length;

  const channelOf = (batch: ReferenceBatch, c: number): Channel => {
    const places = batch.flatMap((example, n) =>
      Array.from({ length: example.length / channels }, (_, pixel) => [n, pixel * channels + c] as const),
    );
    return { places, values: places.map(([n, i]) => batch[n][i]) };
  };

  return {
    forward(inputs, w) {
      const outputs = inputs.map((input) => new Float64Array(input.length));
      for (let c = 0; c < channels; c++) {
        const { values, places } = channelOf(inputs, c);
        const { normalised } = normalise(values, epsilon);
        places.forEach(([n, i], at) => {
          outputs[n][i] = w[scale.offset + c] * normalised[at] + w[bias.offset + c];
        });
      }
      return outputs;
    },
    backward(inputs, w, outputGradients, gradient) {
      const inputGradients = inputs.map((input) => new Float64Array(input.length));
      for (let c = 0; c < channels; c++) {
        const { values, places } = channelOf(inputs, c);
        const { normalised, deviation } = normalise(values, epsilon);
        const dy = channelOf(outputGradients, c).values;
        const meanDy = mean(dy);
        const meanDyTimesX = mean(dy.map((value, at) => value * normalised[at]));
        gradient[bias.offset + c] += meanDy * dy.length;
        gradient[scale.offset + c] += meanDyTimesX * dy.length;
        places.forEach(([n, i], at) => {
          inputGradients[n][i] = (w[scale.offset + c] / deviation) * (dy[at] - meanDy - normalised[at] * meanDyTimesX);
        });
      }
      return inputGradients;
    },
    kinkMargin: () => Infinity,
  };
}

function normalise(values: readonly number[], epsilon: number): { normalised: number[]; deviation: number } {
  const centre = mean(values);
  const variance = mean(values.map((value) => (value - centre) ** 2));
  const deviation = Math.sqrt(variance + epsilon);
  return { normalised: values.map((value) => (value - centre) / deviation), deviation };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
