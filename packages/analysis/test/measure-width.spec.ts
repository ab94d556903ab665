import { describe, expect, it } from '@jest/globals';
import { fillNormal, keyFromSeed, splitKey } from '@dof/core';
import {
  asymptoticThreshold,
  expectedChi,
  flatSpectrum,
  logUniformSpectrum,
  measureWidth,
  monteCarloWidth,
  powerLawSpectrum,
  sphericalCapWidth,
  spikedSpectrum,
  widthSettings,
  type MeasureWidthOptions,
  type SubLevelSetWidth,
} from '@dof/analysis';
import { ellipsoid, halfSpace, norm, startAt, STEPS_PER_EPOCH, type KnownSet } from './known-sets.mjs';

const key = keyFromSeed(20);
const DIRECTIONS = 4;
/** Gradient descent that is stable at the largest curvature, and a path fine enough for losses to end near the level. */
const settings = widthSettings.parse({
  training: { batchSize: 1, epochs: 200, optimizer: { name: 'momentum', learningRate: 0.1 } },
  penalty: { from: 3, to: 0.001 },
  directions: DIRECTIONS,
  budget: 12,
});

async function measured(set: KnownSet, changes: Partial<MeasureWidthOptions> = {}): Promise<SubLevelSetWidth> {
  const [found] = await measureWidth({
    ...{ objective: set.objective, starts: [set.start], levels: [set.level], key, settings },
    trainCount: STEPS_PER_EPOCH,
    ...changes,
  });
  return found;
}

/** The same directions, with the closest point of the set computed. */
function computed({ objective: { dimension }, largestCosine }: KnownSet): number {
  // The documented draw: direction i of the first start.
  const directionKey = splitKey(splitKey(key, 0), 'width');
  let sum = 0;
  for (let i = 0; i < DIRECTIONS; i++) {
    const g = new Float32Array(dimension);
    fillNormal(directionKey, i, g);
    sum += largestCosine(Float64Array.from(g));
  }
  return (expectedChi(dimension) * sum) / DIRECTIONS;
}

/** Relative difference. */
const off = (found: number | null, expected: number): number => Math.abs((found ?? NaN) / expected - 1);

describe.each([400, 2000])('measureWidth in %i dimensions', (dimension) => {
  const wells: readonly (readonly [string, Float64Array, number])[] = [
    ['a ball', flatSpectrum(dimension), 0.1],
    ['an ellipsoid of spectrum 1/i', powerLawSpectrum(dimension, 1), dimension === 400 ? 0.01 : 0.003],
    ['an ellipsoid of log-uniform spectrum', logUniformSpectrum(dimension, 1e-3, 1), 0.01],
    ['an ellipsoid with spikes', spikedSpectrum(dimension, [1, 1, 1, 1], 0.02), 0.005],
  ];

  it.each(wells)('finds the closest points of %s', async (_, spectrum, level) => {
    const set = ellipsoid(spectrum, startAt(dimension, 2), level);
    const found = await measured(set);
    const width = computed(set);
    expect(found).toMatchObject({ status: 'measured', directions: DIRECTIONS, reached: DIRECTIONS });
    expect(off(found.width, width)).toBeLessThan(0.02);
    // The threshold of the escape theorem at that width.
    const escape = dimension - width ** 2;
    expect(Math.abs((found.dG ?? NaN) - escape)).toBeLessThan(0.02 * escape + 1);
    // No point of the set is closer than the closest.
    expect(found.width).toBeLessThan(width * (1 + 1e-4));
  });

  it('gives a half-space no threshold', async () => {
    const found = await measured(halfSpace(dimension));
    const half = sphericalCapWidth(dimension, Math.PI / 2);
    expect(off(found.width, half)).toBeLessThan(0.02);
    expect(found.dG).toBeLessThan(1);
    expect(found.converged).toBe(DIRECTIONS);
  });
});

describe('the computed closest points that measured ones are held against', () => {
  it('have the closed width of a spherical cap on a ball', () => {
    const dimension = 400;
    const set = ellipsoid(flatSpectrum(dimension), startAt(dimension, 2), 0.1);
    const found = monteCarloWidth({
      ...{ dimension, key: keyFromSeed(5), samples: 400 },
      supportFunction: (g) => norm(g) * set.largestCosine(Float64Array.from(g)),
    });
    const closed = sphericalCapWidth(dimension, Math.asin(Math.sqrt(0.2) / 2));
    expect(Math.abs(found.width - closed)).toBeLessThan(4 * found.standardError);
    expect(off(found.width, closed)).toBeLessThan(0.02);
  });

  it('have the threshold of the escape theorem where random subspaces have theirs, on convex sets', () => {
    const dimension = 400;
    const [spectrum, level] = [powerLawSpectrum(dimension, 1), 0.01];
    const set = ellipsoid(spectrum, startAt(dimension, 2), level);
    const { width } = monteCarloWidth({
      ...{ dimension, key: keyFromSeed(6), samples: 200 },
      supportFunction: (g) => norm(g) * set.largestCosine(Float64Array.from(g)),
    });
    const threshold = asymptoticThreshold({ eigenvalues: spectrum, start: Float64Array.from(set.start) }, level);
    expect(off(dimension - width ** 2, threshold)).toBeLessThan(0.02);
  });
});

describe('measureWidth', () => {
  const set = ellipsoid(powerLawSpectrum(50, 1), startAt(50, 2), 0.02);
  const quick = { ...settings, training: { ...settings.training, epochs: 12 }, directions: 2 };

  it('says 0 where the start is in the set, after one training', async () => {
    let steps = 0;
    const found = await measured(set, {
      levels: [1e6],
      settings: { ...quick, directions: 1 },
      onProgress: () => void (steps += 1),
    });
    expect(found).toMatchObject({ status: 'start', dG: 0, atStart: 1, converged: 1, distances: null });
    expect(steps).toBe(12 * STEPS_PER_EPOCH);
  });

  it('says where a level is not reached', async () => {
    const found = await measured(set, { levels: [1e-9], settings: quick });
    expect(found).toMatchObject({
      status: 'not-reached',
      reached: 0,
      directions: 2,
      converged: 0,
      dG: null,
      width: null,
    });
  });

  it('repeats itself, and draws other directions for another key', async () => {
    const run = (seed: number) => measured(set, { key: keyFromSeed(seed), settings: quick });
    expect(await run(1)).toEqual(await run(1));
    expect((await run(1)).dG).not.toBe((await run(2)).dG);
  });

  it('finds lower levels further away, from the same trainings', async () => {
    const levels = [0.05, 0.03, 0.02, 0.015];
    const found = await measureWidth({
      ...{ objective: set.objective, starts: [set.start], key, trainCount: STEPS_PER_EPOCH },
      levels,
      settings: quick,
    });
    expect(found.map(({ level }) => level)).toEqual(levels);
    const thresholds = found.map(({ dG }) => dG ?? NaN);
    for (let i = 1; i < thresholds.length; i++) expect(thresholds[i]).toBeGreaterThan(thresholds[i - 1]);
  });

  it('puts its interval over the starts, where there are several', async () => {
    const starts = [1.8, 2, 2.2].map((radius) => startAt(50, radius));
    const [found] = await measureWidth({
      ...{ objective: set.objective, starts, levels: [0.02], key, trainCount: STEPS_PER_EPOCH, settings: quick },
    });
    expect(found.directions).toBe(6);
    expect(found.lower).toBeLessThan(found.dG ?? NaN);
    expect(found.upper).toBeGreaterThan(found.dG ?? NaN);
  });

  it('stops when it is aborted', async () => {
    const abort = new AbortController();
    const reason = new Error('enough');
    const work = measured(set, { signal: abort.signal, onProgress: () => abort.abort(reason) });
    await expect(work).rejects.toBe(reason);
  });

  it('refuses a budget below the first distances', async () => {
    const refusal = expect.objectContaining({ code: 'DOF_THEORY_INPUT_INVALID' });
    await expect(measured(set, { settings: { ...quick, budget: 2 } })).rejects.toEqual(refusal);
  });
});
