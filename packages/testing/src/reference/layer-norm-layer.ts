import type { ParameterSegment } from '@dof/core';
import { perExample, type ReferenceLayer } from './reference-layer.js';

/**
 * Normalises every pixel, or a flat vector, by the mean and the biased variance of its channels, then scales and shifts
 * it. With x^ the normalised values, dy the gradients in the outputs and g = scale dy, the gradient in the inputs is
 * `(g - mean(g) - x^ mean(g x^)) / sqrt(variance + epsilon)`, means over the channels.
 */
export function layerNormLayer(scale: ParameterSegment, bias: ParameterSegment, epsilon = 1e-5): ReferenceLayer {
  const channels = scale.length;
  /** Calls visit with the place of every pixel's first channel. */
  const forEachPixel = (values: Float64Array, visit: (first: number) => void): void => {
    for (let first = 0; first < values.length; first += channels) visit(first);
  };
  return perExample({
    forward(input, w) {
      const outputs = new Float64Array(input.length);
      forEachPixel(input, (first) => {
        const { normalised } = normalise(input.subarray(first, first + channels), epsilon);
        normalised.forEach((x, c) => (outputs[first + c] = w[scale.offset + c] * x + w[bias.offset + c]));
      });
      return outputs;
    },
    backward(input, w, outputGradient, gradient) {
      const inputGradient = new Float64Array(input.length);
      forEachPixel(input, (first) => {
        const { normalised, deviation } = normalise(input.subarray(first, first + channels), epsilon);
        const dy = outputGradient.subarray(first, first + channels);
        const g = dy.map((value, c) => w[scale.offset + c] * value);
        const meanG = mean(g);
        const meanGTimesX = mean(g.map((value, c) => value * normalised[c]));
        for (let c = 0; c < channels; c++) {
          gradient[bias.offset + c] += dy[c];
          gradient[scale.offset + c] += dy[c] * normalised[c];
          inputGradient[first + c] = (g[c] - meanG - normalised[c] * meanGTimesX) / deviation;
        }
      });
      return inputGradient;
    },
  });
}

function normalise(values: Float64Array, epsilon: number): { normalised: Float64Array; deviation: number } {
  const centre = mean(values);
  const deviation = Math.sqrt(mean(values.map((value) => (value - centre) ** 2)) + epsilon);
  return { normalised: values.map((value) => (value - centre) / deviation), deviation };
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
