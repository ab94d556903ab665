/** Loss of one example, its gradient in the logits, and the class with the largest logit (the first of equals). */
export interface ExampleLoss {
  readonly loss: number;
  readonly logitGradient: Float64Array;
  readonly predicted: number;
}

/** -log softmax(logits)[label], shifted by the largest logit so that no exponential overflows. */
export function softmaxCrossEntropy(logits: Float64Array, label: number): ExampleLoss {
  const predicted = logits.reduce((best, value, i) => (value > logits[best] ? i : best), 0);
  const exponentials = logits.map((value) => Math.exp(value - logits[predicted]));
  const total = exponentials.reduce((sum, value) => sum + value, 0);
  const loss = Math.log(total) + logits[predicted] - logits[label];
  const logitGradient = exponentials.map((value, i) => value / total - (i === label ? 1 : 0));
  return { loss, logitGradient, predicted };
}
