import { describe, expect, it } from '@jest/globals';
import { keyFromSeed, splitKey, threefry, type RandomKey } from '@dof/core';
import { thresholdFromCounts, type SuccessCount, type ThresholdOptions } from '@dof/analysis';

const REPLICATES = 250;
const DIMENSIONS = [16, 32, 64, 128, 256, 512, 1024];

/** A logistic success probability in log2 d that equals 1 - delta at d = 2^threshold. */
interface Truth {
  readonly threshold: number;
  readonly slope: number;
  readonly delta: number;
}

function simulate({ threshold, slope, delta }: Truth, seeds: number, key: RandomKey): SuccessCount[] {
  const words = new Uint32Array(2);
  const shift = Math.log((1 - delta) / delta);
  return DIMENSIONS.map((d, i) => {
    const probability = 1 / (1 + Math.exp(-slope * (Math.log2(d) - threshold) - shift));
    let successes = 0;
    for (let seed = 0; seed < seeds; seed += 1) {
      threefry(key, i, seed, words);
      if (words[0] / 2 ** 32 < probability) successes += 1;
    }
    return { d, trials: seeds, successes };
  });
}

function coverage(truth: Truth, seeds: number, options: Partial<ThresholdOptions>): number {
  const known = new Map<string, boolean>();
  let covered = 0;
  for (let replicate = 0; replicate < REPLICATES; replicate += 1) {
    const key = splitKey(keyFromSeed(replicate), `${seeds}/${truth.slope}/${truth.threshold}`);
    const counts = simulate(truth, seeds, key);
    const pattern = counts.map(({ successes }) => successes).join();
    let inside = known.get(pattern);
    if (inside === undefined) {
      const { lower, upper } = thresholdFromCounts(counts, { level: 0.5, delta: truth.delta, ...options });
      inside = 2 ** truth.threshold > (lower ?? 0) && 2 ** truth.threshold <= (upper ?? Infinity);
      known.set(pattern, inside);
    }
    if (inside) covered += 1;
  }
  return covered / REPLICATES;
}

/** Four standard deviations of a share of REPLICATES at the nominal rate. */
const NOISE = 4 * Math.sqrt((0.95 * 0.05) / REPLICATES);

const cases = [
  [0.5, 3],
  [0.5, 4],
  [0.1, 1],
  [0.1, 8],
].flatMap(([delta, seeds]) =>
  [20, 3].flatMap((slope) => [7.001, 7.5].map((threshold) => ({ delta, seeds, slope, threshold }))),
);

describe('the interval of thresholdTrainingDimension', () => {
  it.each(cases)('covers at its nominal rate: %j', ({ seeds, ...truth }) => {
    expect(coverage(truth, seeds, {})).toBeGreaterThanOrEqual(0.95 - NOISE);
  });

  it.each([
    [{ threshold: 7.001, slope: 1.5, delta: 0.5 }, {}],
    [{ threshold: 7.5, slope: 1.5, delta: 0.5 }, {}],
    [{ threshold: 7.5, slope: 1.5, delta: 0.5 }, { fit: 'logistic' }],
    [{ threshold: 8, slope: 1.5, delta: 0.1 }, { fit: 'logistic' }],
  ] as const)('covers neither less nor much more inside the transition: %j %j', (truth, options) => {
    const share = coverage(truth, 16, options);
    expect(share).toBeGreaterThanOrEqual(0.95 - NOISE);
    expect(share).toBeLessThan(0.99);
  });
});
