import type { ExampleLoss } from './example-loss.js';
import { predictedClass } from './predicted-class.js';

/** -log softmax(logits)[label], shifted by the largest logit so that no exponential overflows. */
export function softmaxCrossEntropy(logits: Float64Array, label: number): ExampleLoss {
  const largest = logits[predictedClass(logits)];
  const exponentials = logits.map((value) => Math.exp(value - largest));
  const total = exponentials.reduce((sum, value) => sum + value, 0);
  return {
    loss: Math.log(total) + largest - logits[label],
    outputGradient: exponentials.map((value, k) => value / total - (k === label ? 1 : 0)),
  };
}
