import type { FittedProbability } from '../threshold.js';

/** A fit by rising d, and where it says d* is. */
export type ThresholdEstimate =
  | { readonly fit: readonly FittedProbability[]; readonly status: 'measured'; readonly dStar: number }
  | { readonly fit: readonly FittedProbability[]; readonly status: 'above' | 'below'; readonly dStar: null };
