import { splitKey, threefry, type RandomKey } from '@dof/core';
import type { SuccessCount } from '../../trials/count-successes.js';
import type { ThresholdInterval } from '../curve/curve-interval.js';
import type { ThresholdEstimate } from '../threshold-estimate.js';

/** What is drawn whole: the trials of a cluster at every d, or one trial that shares nothing. */
export type ResampledUnit = readonly SuccessCount[];

export interface BootstrapOptions {
  /** Each stratum is resampled by itself, as many units as it has: all clusters, or the single trials of one d. */
  readonly strata: readonly (readonly ResampledUnit[])[];
  readonly confidence: number;
  readonly replicates: number;
  readonly key: RandomKey;
  estimate(counts: readonly SuccessCount[]): ThresholdEstimate;
}

/**
 * The percentile interval of the threshold over resampled tables (Efron 1979; Davison and Hinkley 1997, section 3.8, for
 * clusters). A threshold beyond the measured d counts as beyond, so an end can be open.
 */
export function bootstrapInterval(options: BootstrapOptions): ThresholdInterval {
  const { confidence, replicates } = options;
  const thresholds = new Float64Array(replicates);
  for (let replicate = 0; replicate < replicates; replicate++) {
    const counts = resampled(options.strata, splitKey(options.key, replicate));
    const { status, dStar } = options.estimate(counts);
    thresholds[replicate] = dStar ?? (status === 'above' ? Infinity : 0);
  }
  thresholds.sort();
  const lower = thresholds[Math.floor(((1 - confidence) / 2) * (replicates - 1))];
  const upper = thresholds[Math.ceil(((1 + confidence) / 2) * (replicates - 1))];
  return { lower: lower === 0 ? null : lower, upper: upper === Infinity ? null : upper };
}

function resampled(strata: BootstrapOptions['strata'], key: RandomKey): SuccessCount[] {
  const words = new Uint32Array(2);
  const sums = new Map<number, { trials: number; successes: number }>();
  strata.forEach((units, stratum) => {
    for (let draw = 0; draw < units.length; draw++) {
      threefry(key, draw, stratum, words);
      for (const { d, trials, successes } of units[Math.floor((words[0] / 2 ** 32) * units.length)]) {
        let sum = sums.get(d);
        if (sum === undefined) sums.set(d, (sum = { trials: 0, successes: 0 }));
        sum.trials += trials;
        sum.successes += successes;
      }
    }
  });
  return [...sums].map(([d, sum]) => ({ d, ...sum })).sort((a, b) => a.d - b.d);
}

/** The units behind counts of independent trials. */
export function unitsOfCounts(counts: readonly SuccessCount[]): ResampledUnit[][] {
  return counts.map(({ d, trials, successes }) =>
    Array.from({ length: trials }, (_, i) => [{ d, trials: 1, successes: i < successes ? 1 : 0 }]),
  );
}
