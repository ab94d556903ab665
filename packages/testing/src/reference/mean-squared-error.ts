import type { ExampleLoss } from './example-loss.js';

/** The squared distance between the outputs and the one-hot label, divided by the number of outputs. */
export function meanSquaredError(outputs: Float64Array, label: number): ExampleLoss {
  const errors = outputs.map((value, k) => value - (k === label ? 1 : 0));
  return {
    loss: errors.reduce((sum, error) => sum + error * error, 0) / outputs.length,
    outputGradient: errors.map((error) => (2 * error) / outputs.length),
  };
}
