import type { LossName } from '@dof/core';

/**
 * Multiplies a perturbation of one example's outputs by the Hessian of its loss in the outputs z, shape [K]:
 * `softmax-cross-entropy` has diag(p) - p p^T with p = softmax(z), `mean-squared-error` (2 / K) I. Neither depends on
 * the label, and both are positive semidefinite.
 *
 * @param outputs z of shape [K].
 * @param perturbation u of shape [K]; replaced by its product.
 */
export type OutputHessian = (outputs: Float32Array, perturbation: Float64Array) => void;

export const outputHessian: Readonly<Record<LossName, OutputHessian>> = {
  'softmax-cross-entropy': (outputs, perturbation) => {
    const probabilities = softmax(outputs);
    let mean = 0;
    for (let k = 0; k < probabilities.length; k++) mean += probabilities[k] * perturbation[k];
    for (let k = 0; k < probabilities.length; k++) perturbation[k] = probabilities[k] * (perturbation[k] - mean);
  },
  'mean-squared-error': (outputs, perturbation) => {
    for (let k = 0; k < outputs.length; k++) perturbation[k] *= 2 / outputs.length;
  },
};

function softmax(outputs: Float32Array): Float64Array {
  const largest = outputs.reduce((a, b) => Math.max(a, b));
  const exponentials = Float64Array.from(outputs, (value) => Math.exp(value - largest));
  const total = exponentials.reduce((sum, value) => sum + value, 0);
  return exponentials.map((value) => value / total);
}
