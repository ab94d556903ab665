/**
 * erf(x) in float64, by its series of positive terms `2 x / sqrt(pi) * exp(-x^2) * sum_n (2 x^2)^n / (1 * 3 * ... * (2 n + 1))`,
 * in which nothing cancels. Beyond 6 it is 1 to the last digit.
 */
export function errorFunction(x: number): number {
  if (Math.abs(x) > 6) return Math.sign(x);
  let term = 1;
  let sum = 1;
  for (let n = 1; term > 1e-17 * sum; n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return ((2 * x) / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}
