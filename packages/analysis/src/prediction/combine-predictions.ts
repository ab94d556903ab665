import type { StartRequest } from '@dof/core';
import type { SeedPrediction } from './predict-experiment.js';

/** d* predicted from one start at one level, over the seeds. */
export interface CombinedThreshold {
  readonly level: number;
  /** The mean over the seeds; null where the level is not above the end of full training of every seed. */
  readonly dStar: number | null;
  /** From the least lower to the greatest upper bound of the seeds. */
  readonly lower: number | null;
  readonly upper: number | null;
}

/** One start, over the seeds. */
export interface CombinedPrediction {
  readonly start: StartRequest;
  /** Means over the seeds, see `StartPrediction`. */
  readonly loss: number;
  readonly quadraticLoss: number;
  readonly distance: number;
  readonly thresholds: readonly CombinedThreshold[];
}

/** Puts the seeds' predictions from each start together: means, and the widest bounds. */
export function combinePredictions(seeds: readonly SeedPrediction[]): readonly CombinedPrediction[] {
  return seeds[0].starts.map(({ start, thresholds }, i) => {
    const same = seeds.map(({ starts }) => starts[i]);
    return {
      start,
      loss: mean(same.map(({ loss }) => loss)),
      quadraticLoss: mean(same.map(({ quadraticLoss }) => quadraticLoss)),
      distance: mean(same.map(({ distance }) => distance)),
      thresholds: thresholds.map(({ level }, k) => {
        const found = same.map((prediction) => prediction.thresholds[k]);
        const numbers = (name: 'dStar' | 'lower' | 'upper') => found.map((one) => one[name]).filter((x) => x !== null);
        if (numbers('dStar').length < found.length) return { level, dStar: null, lower: null, upper: null };
        return {
          level,
          dStar: mean(numbers('dStar')),
          lower: Math.min(...numbers('lower')),
          upper: Math.max(...numbers('upper')),
        };
      }),
    };
  });
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
