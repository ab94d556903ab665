/** The class with the largest output, the first of equals. */
export function predictedClass(outputs: Float64Array): number {
  return outputs.reduce((best, value, i) => (value > outputs[best] ? i : best), 0);
}
