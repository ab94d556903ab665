import { keyFromSeed, splitKey } from '@dof/core';
import { drawLeastLoss } from '../dist/index.js';
import { medianInterval } from './median-interval.mjs';

/** Median threshold of one case: where the median least loss, at two d around the prediction, crosses the loss. */
export function drawnThreshold({ well, loss, theory, trials, seed }) {
  const dimension = well.eigenvalues.length;
  const reach = Math.max(3, 0.05 * Math.min(theory, dimension - theory));
  const below = Math.max(0, Math.floor(theory - reach));
  const above = Math.min(dimension - 1, Math.ceil(theory + reach));
  const half = Math.ceil(trials / 2);
  const sample = (d, name) => {
    const key = splitKey(keyFromSeed(seed), name);
    return medianInterval(Array.from({ length: half }, (_, i) => Math.log(drawLeastLoss(well, d, splitKey(key, i)))));
  };
  const first = sample(below, 'below');
  const second = sample(above, 'above');
  const slope = (second.median - first.median) / (above - below);
  const median = below + (Math.log(loss) - first.median) / slope;
  // The two halves are independent: the error at the crossing is that of their weighted mean.
  const share = (median - below) / (above - below);
  const width = (interval) => (interval.high - interval.low) / 2;
  const error = Math.hypot((1 - share) * width(first), share * width(second)) / Math.abs(slope);
  return { median, low: median - error, high: median + error };
}
