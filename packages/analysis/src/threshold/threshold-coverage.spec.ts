import { describe, expect, it } from '@jest/globals';
import { keyFromSeed, splitKey, threefry, type RandomKey } from '@dof/core';
import { thresholdTrainingDimension, type Trial } from '@dof/analysis';

const REPLICATES = 500;
const DIMENSIONS = [16, 32, 64, 128, 256, 512, 1024];

/** A logistic success probability in log2 d that equals 1 - delta at d = 2^threshold. */
interface Truth {
  readonly threshold: number;
  readonly slope: number;
  readonly delta: number;
}

function simulate({ threshold, slope, delta }: Truth, seeds: number, key: RandomKey): Trial[] {
  const words = new Uint32Array(2);
  const shift = Math.log((1 - delta) / delta);
  return DIMENSIONS.flatMap((d, i) => {
    const probability = 1 / (1 + Math.exp(-slope * (Math.log2(d) - threshold) - shift));
    return Array.from({ length: seeds }, (_, seed) => {
      threefry(key, i, seed, words);
      return { d, seed, best: words[0] / 2 ** 32 < probability ? 0 : 1 };
    });
  });
}

function coverage(truth: Truth, seeds: number): number {
  let covered = 0;
  for (let replicate = 0; replicate < REPLICATES; replicate += 1) {
    const key = splitKey(keyFromSeed(replicate), `${seeds}/${truth.slope}/${truth.threshold}`);
    const { lower, upper } = thresholdTrainingDimension(simulate(truth, seeds, key), {
      level: 0.5,
      delta: truth.delta,
    });
    if (2 ** truth.threshold > (lower ?? 0) && 2 ** truth.threshold <= (upper ?? Infinity)) covered += 1;
  }
  return covered / REPLICATES;
}

/** Four standard deviations of a share of REPLICATES at the nominal rate. */
const NOISE = 4 * Math.sqrt((0.95 * 0.05) / REPLICATES);

const cases = [
  [0.5, 3],
  [0.5, 4],
  [0.5, 16],
  [0.1, 1],
  [0.1, 8],
].flatMap(([delta, seeds]) =>
  [20, 3].flatMap((slope) => [7.001, 7.5].map((threshold) => ({ delta, seeds, slope, threshold }))),
);

describe('the interval of thresholdTrainingDimension', () => {
  it.each(cases)('covers at its nominal rate: %j', ({ seeds, ...truth }) => {
    expect(coverage(truth, seeds)).toBeGreaterThanOrEqual(0.95 - NOISE);
  });
});
