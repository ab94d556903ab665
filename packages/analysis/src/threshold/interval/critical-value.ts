import { betaQuantile, chiSquareQuantile } from '../../statistics/quantiles.js';

/** What twice a log-likelihood ratio for one number exceeds by chance with probability 1 - confidence (Wilks). */
export function likelihoodRatioQuantile(confidence: number): number {
  return chiSquareQuantile(confidence, 1);
}

/** The square of Student's t at two-sided `confidence`: the same with a variance estimated from degrees + 1 clusters. */
export function squaredStudentQuantile(confidence: number, degrees: number): number {
  const share = betaQuantile(confidence, 0.5, degrees / 2);
  return (degrees * share) / (1 - share);
}
