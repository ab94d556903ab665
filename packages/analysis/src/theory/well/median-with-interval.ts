import { invalidInput } from '../../check-input.js';

export interface MedianWithInterval {
  readonly median: number;
  /** Of the median, 95 %, from the order statistics of the sample. */
  readonly lower: number;
  readonly upper: number;
}

/**
 * The median of a sample and a distribution-free 95 % interval for that of its population: the order statistics 0.98
 * sqrt(n) places from the middle. Infinite values count as very large or small.
 *
 * @throws DofError `DOF_THEORY_INPUT_INVALID` for an empty sample.
 */
export function medianWithInterval(sample: Float64Array): MedianWithInterval {
  const n = sample.length;
  if (n === 0) throw invalidInput('The sample is empty; give at least one value.');
  const sorted = sample.slice().sort();
  const reach = 0.98 * Math.sqrt(n);
  const [below, above] = [sorted[Math.ceil(n / 2) - 1], sorted[Math.floor(n / 2)]];
  return {
    median: below === above ? below : (below + above) / 2,
    lower: sorted[Math.max(0, Math.floor(n / 2 - reach))],
    upper: sorted[Math.min(n - 1, Math.ceil(n / 2 + reach))],
  };
}
