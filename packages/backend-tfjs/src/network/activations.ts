import type { ActivationSpec } from '@dof/core';
import { add, erf, leakyRelu, mul, relu, sigmoid, square, tanh } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';

/** An elementwise nonlinearity of a tensor; TensorFlow.js knows their gradients. */
export function activated(layer: ActivationSpec, x: Tensor): Tensor {
  switch (layer.type) {
    case 'relu':
      return relu(x);
    case 'leakyRelu':
      return leakyRelu(x, layer.slope ?? 0.01);
    case 'gelu':
      return layer.approximate === 'none' ? exactGelu(x) : gelu(x);
    case 'silu':
      return mul(x, sigmoid(x));
    case 'tanh':
      return tanh(x);
  }
}

/** `x / 2 * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 x^3)))`: Hendrycks and Gimpel 2016, section 2. */
function gelu(x: Tensor): Tensor {
  const inner = mul(mul(x, Math.sqrt(2 / Math.PI)), add(1, mul(0.044715, square(x))));
  return mul(mul(0.5, x), add(1, tanh(inner)));
}

/** `x / 2 * (1 + erf(x / sqrt(2)))`. */
function exactGelu(x: Tensor): Tensor {
  return mul(mul(0.5, x), add(1, erf(mul(x, Math.SQRT1_2))));
}
