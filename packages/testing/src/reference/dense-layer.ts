import type { ParameterSegment } from '@dof/core';
import { perExample, type ReferenceLayer } from './reference-layer.js';

/** y = x W + b with W of shape `[inputs, units]`. */
export function denseLayer(kernel: ParameterSegment, bias: ParameterSegment | undefined): ReferenceLayer {
  const [inputCount, units] = kernel.shape;
  return perExample({
    forward(inputs, w) {
      const outputs = new Float64Array(units);
      for (let u = 0; u < units; u++) {
        outputs[u] = bias ? w[bias.offset + u] : 0;
        for (let i = 0; i < inputCount; i++) outputs[u] += inputs[i] * w[kernel.offset + i * units + u];
      }
      return outputs;
    },
    backward(inputs, w, outputGradient, gradient) {
      const inputGradient = new Float64Array(inputCount);
      for (let u = 0; u < units; u++) {
        if (bias) gradient[bias.offset + u] += outputGradient[u];
        for (let i = 0; i < inputCount; i++) {
          inputGradient[i] += w[kernel.offset + i * units + u] * outputGradient[u];
          gradient[kernel.offset + i * units + u] += inputs[i] * outputGradient[u];
        }
      }
      return inputGradient;
    },
  });
}
