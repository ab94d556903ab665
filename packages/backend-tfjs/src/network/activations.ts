import type { ActivationName } from '@dof/core';
import { add, mul, relu, sigmoid, square, tanh } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';

/** The elementwise nonlinearities; TensorFlow.js knows their gradients. */
export const activations: Readonly<Record<ActivationName, (x: Tensor) => Tensor>> = {
  relu,
  gelu,
  silu: (x) => mul(x, sigmoid(x)),
  tanh,
};

/** `x / 2 * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 x^3)))`: Hendrycks and Gimpel 2016, section 2. */
function gelu(x: Tensor): Tensor {
  const inner = mul(mul(x, Math.sqrt(2 / Math.PI)), add(1, mul(0.044715, square(x))));
  return mul(mul(0.5, x), add(1, tanh(inner)));
}
