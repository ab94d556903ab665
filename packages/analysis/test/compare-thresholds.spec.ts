import { describe, expect, it } from '@jest/globals';
import { compareThresholds, type Trial } from '@dof/analysis';
import { fillNormal, keyFromSeed, splitKey } from '@dof/core';
import fc from 'fast-check';

const grid = [8, 16, 32, 64, 128, 256, 512];
const options = { level: 1, key: keyFromSeed(1) };

/** Runs that reach the level from the given d on, at each of the seeds. */
function stepped(threshold: number, seeds: number): Trial[] {
  return grid.flatMap((d) => Array.from({ length: seeds }, (_, seed) => ({ d, seed, best: d >= threshold ? 0.5 : 2 })));
}

/** Thresholds scattered around a centre in log d, seed by seed; paired tables share their scatter. */
function scattered(centre: number, spread: number, seeds: number, study: number): Trial[] {
  const noise = new Float32Array(seeds);
  fillNormal(splitKey(keyFromSeed(99), study), 0, noise);
  return grid.flatMap((d) =>
    Array.from(noise, (z, seed) => ({ d, seed, best: d >= centre * 2 ** (spread * z) ? 0.5 : 2 })),
  );
}

describe('compareThresholds', () => {
  it('knows a ratio of separated thresholds up to the grid', () => {
    const comparison = compareThresholds(stepped(32, 8), stepped(256, 8), options);
    expect(comparison).toMatchObject({ verdict: 'better', pairedSeeds: 8, lower: 16 / 256, upper: 32 / 128 });
    expect(comparison.ratio).toBeCloseTo(1 / 8, 10);
    expect(compareThresholds(stepped(256, 8), stepped(32, 8), options).verdict).toBe('worse');
  });

  it('sees no difference between a method and itself, and a difference of one step of the grid', () => {
    expect(compareThresholds(stepped(64, 8), stepped(64, 8), options)).toMatchObject({
      ratio: 1,
      lower: 0.5,
      upper: 2,
      verdict: 'no significant difference',
    });
    expect(compareThresholds(stepped(64, 8), stepped(128, 8), options).verdict).toBe('better');
  });

  it('decides nothing from seven seeds', () => {
    expect(compareThresholds(stepped(8, 7), stepped(512, 7), options).verdict).toBe('too few seeds');
  });

  it('says what stays open when a threshold is beyond the measured d', () => {
    const never = grid.flatMap((d) => Array.from({ length: 8 }, (_, seed) => ({ d, seed, best: 2 })));
    expect(compareThresholds(stepped(32, 8), never, options)).toMatchObject({
      ratio: null,
      lower: 0,
      upper: 32 / 512,
      verdict: 'better',
    });
    expect(compareThresholds(never, stepped(32, 8), options)).toMatchObject({ upper: null, verdict: 'worse' });
    expect(compareThresholds(stepped(8, 8), stepped(8, 8), options)).toMatchObject({ lower: 0, upper: null });
    expect(compareThresholds(never, never, options)).toMatchObject({ lower: 0, upper: null });
  });

  it('refuses tables that share no seed', () => {
    const other = stepped(32, 8).map((trial) => ({ ...trial, seed: trial.seed + 100 }));
    expect(() => compareThresholds(stepped(32, 8), other, options)).toThrow(/share no seed/);
  });

  it('covers the true ratio in at least 95 % of scattered pairs', () => {
    const studies = 150;
    let covered = 0;
    for (let study = 0; study < studies; study++) {
      const method = scattered(40, 0.7, 12, 2 * study);
      const nullModel = scattered(160, 0.7, 12, 2 * study + 1);
      const { lower, upper } = compareThresholds(method, nullModel, { ...options, replicates: 300 });
      if (lower <= 0.25 && (upper === null || upper >= 0.25)) covered++;
    }
    // Two standard errors of a share of .95 over this many studies.
    expect(covered / studies).toBeGreaterThan(0.95 - 2 * Math.sqrt((0.95 * 0.05) / studies));
  });

  it('turns over with its arguments', () => {
    const spread = fc.double({ min: 0, max: 2, noNaN: true });
    fc.assert(
      fc.property(fc.nat(1000), spread, spread, fc.integer({ min: 2, max: 12 }), (study, a, b, seeds) => {
        const [left, right] = [scattered(30, a, seeds, study), scattered(90, b, seeds, study + 1)];
        const one = compareThresholds(left, right, { ...options, replicates: 200 });
        const other = compareThresholds(right, left, { ...options, replicates: 200 });
        if (one.lower > 0) expect(other.upper).toBeCloseTo(1 / one.lower, 8);
        if (one.upper !== null && one.upper > 0) expect(other.lower).toBeCloseTo(1 / one.upper, 8);
      }),
      { numRuns: 40 },
    );
  });
});
