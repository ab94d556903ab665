import { describe, expect, it } from '@jest/globals';
import { keyFromSeed, splitKey, threefry } from '@dof/core';
import { thresholdFromCounts, thresholdTrainingDimension, type ThresholdOptions, type Trial } from '@dof/analysis';

const counts = (trials: number, ...successes: number[]) =>
  successes.map((count, i) => ({ d: 2 ** (i + 3), trials, successes: count }));
const answer = (table: ReturnType<typeof counts>, options: Partial<ThresholdOptions> = {}) =>
  thresholdFromCounts(table, { level: 1, ...options });

/** Three d in the middle of the transition. */
const smooth = counts(16, 0, 2, 6, 13, 16, 16);

describe('the likelihood interval of the isotonic fit', () => {
  it('runs along curves where two d show the transition, and ends between measured d', () => {
    const { intervalSource, lower, upper, dStar } = answer(smooth);
    expect(intervalSource).toBe('curves');
    expect(lower).toBeGreaterThan(16);
    expect(upper).toBeLessThan(64);
    expect(dStar).toBeGreaterThan(lower ?? Infinity);
    expect(dStar).toBeLessThan(upper ?? 0);
  });

  it('is symmetric when the counts are, in log d', () => {
    const { lower, upper } = answer(counts(16, 0, 3, 8, 13, 16));
    expect(Math.log2(lower ?? NaN) + Math.log2(upper ?? NaN)).toBeCloseTo(10, 3);
  });

  it('is made of brackets where one d alone is undecided, where few trials are, and away from the middle', () => {
    expect(answer(counts(16, 0, 0, 8, 16, 16)).intervalSource).toBe('brackets');
    expect(answer(counts(5, 0, 2, 3, 5)).intervalSource).toBe('brackets');
    expect(answer(smooth, { delta: 0.1 }).intervalSource).toBe('brackets');
    expect(answer(smooth, { interval: 'brackets' })).toMatchObject({
      intervalSource: 'brackets',
      lower: 16,
      upper: 64,
    });
  });

  it('does not follow a curve that the counts contradict', () => {
    // A plateau at 3/4 that no single curve reaches so fast and leaves so late.
    expect(answer(counts(64, 0, 0, 48, 48, 48, 48, 64)).intervalSource).toBe('brackets');
  });

  it('narrows as the runs get more', () => {
    const width = (times: number) => {
      const { lower, upper } = answer(counts(16 * times, 0, 2 * times, 6 * times, 13 * times, 16 * times));
      return Math.log2((upper ?? NaN) / (lower ?? NaN));
    };
    // As one over the square root of their number.
    expect(width(4) / width(1)).toBeGreaterThan(0.42);
    expect(width(4) / width(1)).toBeLessThan(0.56);
  });
});

describe('the logistic fit', () => {
  it('puts d* where the curve crosses, for any delta', () => {
    const table = counts(10, 2, 7);
    const logits = [Math.log(2 / 8), Math.log(7 / 3)];
    const octave = (probability: number) =>
      3 + (Math.log(probability / (1 - probability)) - logits[0]) / (logits[1] - logits[0]);
    const fitted = answer(table, { fit: 'logistic' });
    expect(fitted).toMatchObject({ status: 'measured', fitName: 'logistic', intervalSource: 'logistic' });
    expect(Math.log2(fitted.dStar ?? NaN)).toBeCloseTo(octave(0.5), 5);
    expect(fitted.fit.map(({ probability }) => probability)).toEqual([expect.closeTo(0.2, 6), expect.closeTo(0.7, 6)]);
    expect(answer(table, { fit: 'logistic', delta: 0.1 })).toMatchObject({ status: 'above', dStar: null, upper: null });
    expect(Math.log2(answer(counts(10, 2, 7, 10), { fit: 'logistic', delta: 0.1 }).dStar ?? NaN)).toBeGreaterThan(4);
  });

  it.each([
    [1, null, null],
    [4, 16, 128],
    [5, 32, 64],
    [50, 32, 64],
  ])('bounds separated counts of %d seeds by (%d, %d]', (seeds, lower, upper) => {
    const separated = counts(seeds, 0, 0, 0, seeds, seeds, seeds);
    const fitted = answer(separated, { fit: 'logistic' });
    expect(fitted).toMatchObject({ lower, upper });
    expect(fitted.dStar).toBeCloseTo(Math.sqrt(32 * 64), 9);
  });

  it('says that it cannot place d* where success does not rise', () => {
    expect(answer(counts(8, 2, 2, 1), { fit: 'logistic' })).toMatchObject({ status: 'above', upper: null });
    expect(answer(counts(8, 7, 6, 6), { fit: 'logistic' })).toMatchObject({ status: 'below', lower: null });
  });

  it('bounds d* at delta 0.1, where the runs without a curve do not', () => {
    const table = smooth.slice(0, 5);
    expect(answer(table, { delta: 0.1 }).upper).toBeNull();
    expect(answer(table, { delta: 0.1, fit: 'logistic' }).upper).toBeGreaterThan(64);
  });
});

describe('the bootstrap interval', () => {
  it('is near the likelihood interval, and the same for the same key', () => {
    const options = { fit: 'logistic', interval: 'bootstrap', replicates: 400 } as const;
    const bootstrap = answer(smooth, options);
    const likelihood = answer(smooth, { fit: 'logistic' });
    expect(bootstrap.intervalSource).toBe('bootstrap');
    expect(Math.log2((bootstrap.lower ?? NaN) / (likelihood.lower ?? NaN))).toBeCloseTo(0, 0);
    expect(Math.log2((bootstrap.upper ?? NaN) / (likelihood.upper ?? NaN))).toBeCloseTo(0, 0);
    expect(answer(smooth, options)).toEqual(bootstrap);
    expect(answer(smooth, { ...options, key: keyFromSeed(1) })).not.toEqual(bootstrap);
  });

  it('is the brackets where resampling varies nothing', () => {
    const separated = counts(5, 0, 0, 5, 5);
    expect(answer(separated, { interval: 'bootstrap' })).toEqual(answer(separated, { interval: 'brackets' }));
  });
});

describe('clusters', () => {
  /** Clusters shifted in log d together; `each` trials of every cluster at every d. */
  function clustered(clusters: number, each: number, spread: number, name = (cluster: number) => cluster): Trial[] {
    const words = new Uint32Array(2);
    const key = splitKey(keyFromSeed(3), 'clusters');
    return [16, 32, 64, 128, 256].flatMap((d, i) =>
      Array.from({ length: clusters }, (_, cluster) =>
        Array.from({ length: each }, (_, j) => {
          threefry(key, cluster, 0, words);
          const shift = spread * (words[0] / 2 ** 31 - 1);
          threefry(key, cluster, 1 + i * each + j, words);
          const probability = 1 / (1 + Math.exp(-2 * (Math.log2(d) - 6 - shift)));
          return {
            d,
            seed: cluster * each + j,
            best: words[0] / 2 ** 32 < probability ? 0 : 2,
            cluster: name(cluster),
          };
        }),
      ).flat(),
    );
  }
  const width = (trials: Trial[], options: Partial<ThresholdOptions> = {}) => {
    const { lower, upper } = thresholdTrainingDimension(trials, { level: 1, ...options });
    return Math.log2((upper ?? Infinity) / (lower ?? 0));
  };
  const independent = (trials: Trial[]) => trials.map(({ d, seed, best }) => ({ d, seed, best }));

  it.each(['likelihood', 'bootstrap'] as const)('that agree widen the %s interval', (interval) => {
    const trials = clustered(16, 4, 2);
    const options = { interval, replicates: 500 };
    expect(width(trials, options)).toBeGreaterThan(1.4 * width(independent(trials), options));
  });

  it('that agree widen the interval of the logistic fit', () => {
    const trials = clustered(16, 4, 2);
    expect(width(trials, { fit: 'logistic' })).toBeGreaterThan(1.4 * width(independent(trials), { fit: 'logistic' }));
  });

  it('change nothing when each has one trial, or all are one', () => {
    const trials = clustered(16, 4, 1);
    const alone = trials.map((trial, i) => ({ ...trial, cluster: i }));
    const together = trials.map((trial) => ({ ...trial, cluster: 'w0' }));
    const options = { level: 1 };
    const expected = thresholdTrainingDimension(independent(trials), options);
    expect(thresholdTrainingDimension(alone, options)).toEqual(expected);
    expect(thresholdTrainingDimension(together, options)).toEqual(expected);
  });

  it('count once each in a bracket: ten runs from two initialisations rule out nothing', () => {
    const runs = (clusters: number) =>
      [32, 64].flatMap((d) =>
        Array.from({ length: 10 }, (_, seed) => ({ d, seed, best: d > 40 ? 0 : 2, cluster: seed % clusters })),
      );
    expect(thresholdTrainingDimension(runs(2), { level: 1 })).toMatchObject({ lower: null, upper: null });
    expect(thresholdTrainingDimension(runs(5), { level: 1 })).toMatchObject({ lower: 32, upper: 64 });
  });

  it('that are shared between d count once over all of them', () => {
    // Four initialisations that failed at both d below are four failures, not eight.
    const trials = [16, 32, 64].flatMap((d) =>
      Array.from({ length: 4 }, (_, cluster) => ({ d, seed: cluster, best: d > 40 ? 0 : 2, cluster })),
    );
    expect(thresholdTrainingDimension(trials, { level: 1 }).lower).toBeNull();
    expect(thresholdTrainingDimension(independent(trials), { level: 1 }).lower).toBe(16);
  });
});
