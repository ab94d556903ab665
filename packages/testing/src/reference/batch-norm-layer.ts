import type { ParameterSegment } from '@dof/core';
import type { ReferenceBatch, ReferenceLayer } from './reference-layer.js';

/**
 * Normalises every channel by the mean and the biased variance of the batch, then scales and shifts it. With x^ the
 * normalised values, M of them, and dy the gradients in the outputs, the gradient in the inputs is
 * `scale / sqrt(variance + epsilon) * (dy - mean(dy) - x^ mean(dy x^))`: what moves a channel's mean or variance has
 * no effect on its output.
 */
export function batchNormLayer(scale: ParameterSegment, bias: ParameterSegment, epsilon = 1e-5): ReferenceLayer {
  const channels = scale.length;

  /** The values of one channel over all examples and pixels. */
  const channelOf = (batch: ReferenceBatch, c: number): number[] => {
    const values: number[] = [];
    for (const example of batch) for (let i = c; i < example.length; i += channels) values.push(example[i]);
    return values;
  };
  const setChannel = (batch: ReferenceBatch, c: number, valueAt: (at: number) => number): void => {
    let at = 0;
    for (const example of batch) for (let i = c; i < example.length; i += channels) example[i] = valueAt(at++);
  };

  return {
    forward(inputs, w) {
      const outputs = inputs.map((input) => new Float64Array(input.length));
      for (let c = 0; c < channels; c++) {
        const { normalised } = normalise(channelOf(inputs, c), epsilon);
        setChannel(outputs, c, (at) => w[scale.offset + c] * normalised[at] + w[bias.offset + c]);
      }
      return outputs;
    },
    backward(inputs, w, outputGradients, gradient) {
      const inputGradients = inputs.map((input) => new Float64Array(input.length));
      for (let c = 0; c < channels; c++) {
        const { normalised, deviation } = normalise(channelOf(inputs, c), epsilon);
        const dy = channelOf(outputGradients, c);
        const meanDy = mean(dy);
        const meanDyTimesX = mean(dy.map((value, at) => value * normalised[at]));
        gradient[bias.offset + c] += meanDy * dy.length;
        gradient[scale.offset + c] += meanDyTimesX * dy.length;
        const factor = w[scale.offset + c] / deviation;
        setChannel(inputGradients, c, (at) => factor * (dy[at] - meanDy - normalised[at] * meanDyTimesX));
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
