import { describe, expect, it } from '@jest/globals';
import type { AttainableDegreesOfFreedom, SearchDecision, SearchGoal, SearchTrial } from '@dof/core';
import { adaptiveSearch, thresholdTrainingDimension } from '@dof/analysis';
import fc from 'fast-check';

const GOAL: SearchGoal = { level: 0.5, delta: 0.5, confidence: 0.95, width: 1 };
const RANGE: AttainableDegreesOfFreedom = { minimum: 8, maximum: 5000 };

interface Setting {
  readonly goal?: Partial<SearchGoal>;
  readonly candidates?: AttainableDegreesOfFreedom;
  readonly batch?: number;
  /** Gives up after so many runs. */
  readonly most?: number;
}

/** Searches with runs that succeed as told, each with a seed of its own. */
function searched(succeeds: (d: number, seed: number) => boolean, setting: Setting = {}) {
  const { goal, candidates = RANGE, batch = 1, most = 200 } = setting;
  const trials: SearchTrial[] = [];
  let decision: SearchDecision;
  for (;;) {
    decision = adaptiveSearch.next({ goal: { ...GOAL, ...goal }, candidates, trials, batch });
    if (decision.type === 'stop' || trials.length >= most) return { trials, decision };
    for (const d of decision.degreesOfFreedom) {
      const seed = trials.length;
      trials.push({ d, seed, cluster: seed, best: succeeds(d, seed) ? 0 : 1 });
    }
  }
}

/** A number from 0 to 1 that looks random. */
const noise = (seed: number, salt: number): number => {
  const value = Math.sin(seed * 12.9898 + salt * 78.233) * 43758.5453;
  return value - Math.floor(value);
};

describe('adaptiveSearch', () => {
  it('brackets a sharp threshold to the width asked for in few runs, whichever it is', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 9, max: 5000 }),
        fc.constantFrom(0.25, 0.5, 1, 2),
        fc.constantFrom(1, 2, 4),
        (threshold, width, batch) => {
          const { trials, decision } = searched((d) => d >= threshold, { goal: { width }, batch });
          expect(decision.type === 'stop' && ['width', 'resolution'].includes(decision.end)).toBe(true);
          const { lower, upper } = decision;
          expect(lower).toBeLessThan(threshold);
          expect(upper).toBeGreaterThanOrEqual(threshold);
          const narrowest = Math.log2(threshold / (threshold - 1));
          expect(Math.log2((upper ?? NaN) / (lower ?? NaN))).toBeLessThanOrEqual(Math.max(width, narrowest) + 1e-9);
          // 5 agreeing runs on either side, and at most log2 of 9.3 octaves over half the width to find the place.
          expect(trials.length).toBeLessThanOrEqual(10 + Math.ceil(Math.log2(9.3 / (width / 2))) + 2 * batch + 2);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('starts in the middle of the range in log d', () => {
    const first = adaptiveSearch.next({ goal: GOAL, candidates: RANGE, trials: [], batch: 1 });
    expect(first).toEqual({ type: 'measure', degreesOfFreedom: [200], lower: null, upper: null });
    const three = adaptiveSearch.next({ goal: GOAL, candidates: RANGE, trials: [], batch: 3 });
    expect(three.type === 'measure' && three.degreesOfFreedom).toEqual([40, 200, 1000]);
  });

  it('starts where d* is expected, and goes outwards from there', () => {
    const goal = { ...GOAL, expected: 300 };
    const chosen = (results: readonly (readonly [number, boolean])[], batch = 1) => {
      const trials = results.map(([d, success], seed) => ({ d, seed, cluster: seed, best: success ? 0 : 1 }));
      const decision = adaptiveSearch.next({ goal, candidates: RANGE, trials, batch });
      return decision.type === 'measure' ? decision.degreesOfFreedom : [];
    };
    expect(chosen([])).toEqual([300]);
    expect(chosen([], 2)).toEqual([212, 424]);
    expect(chosen([[300, false]])).toEqual([600]);
    expect(chosen([[300, true]])).toEqual([150]);
    expect(
      chosen([
        [300, false],
        [600, false],
      ]),
    ).toEqual([2400]);
    // Between two that disagree it divides, as without an expectation.
    expect(
      chosen([
        [300, false],
        [600, true],
      ]),
    ).toEqual([424]);
  });

  it('tries what is expected first where earlier runs are all on one side of it, and lists with wide gaps', () => {
    const trial = (d: number, success: boolean, seed: number) => ({ d, seed, cluster: seed, best: success ? 0 : 1 });
    const next = (expected: number, trials: readonly SearchTrial[], candidates: AttainableDegreesOfFreedom = RANGE) => {
      const decision = adaptiveSearch.next({ goal: { ...GOAL, expected }, candidates, trials, batch: 1 });
      return decision.type === 'measure' ? decision.degreesOfFreedom : [];
    };
    expect(next(10, [trial(1000, true, 0)])).toEqual([10]);
    expect(next(3000, [trial(1000, false, 0)])).toEqual([3000]);
    expect(next(30, [trial(20, false, 0)], { values: [10, 20, 200, 2000] })).toEqual([200]);
  });

  it('finds the same wherever d* is expected, and sooner where it is', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 9, max: 5000 }),
        fc.integer({ min: 1, max: 20_000 }),
        fc.constantFrom(1, 3),
        (threshold, expected, batch) => {
          const { decision, trials } = searched((d) => d >= threshold, { goal: { expected }, batch });
          expect(decision.type === 'stop' && ['width', 'resolution'].includes(decision.end)).toBe(true);
          expect(decision.lower).toBeLessThan(threshold);
          expect(decision.upper).toBeGreaterThanOrEqual(threshold);
          expect(trials.length).toBeLessThanOrEqual(10 + 8 + 3 * batch);
        },
      ),
      { numRuns: 60 },
    );
    const runsFor = (expected?: number) => searched((d) => d >= 700, { goal: { expected } }).trials.length;
    expect(runsFor(650)).toBeLessThan(runsFor());
  });

  it('says that d* is above or below all candidates, once that is certain', () => {
    const above = searched(() => false);
    expect(above.decision).toEqual({ type: 'stop', end: 'above', lower: 5000, upper: null });
    const below = searched(() => true);
    expect(below.decision).toEqual({ type: 'stop', end: 'below', lower: null, upper: 8 });
    for (const { trials } of [above, below]) expect(trials.length).toBeLessThan(20);
  });

  it('stops where the candidates are no finer', () => {
    const list = { values: [10, 20, 200, 2000] };
    const { decision, trials } = searched((d) => d >= 100, { candidates: list, goal: { width: 0.5 } });
    expect(decision).toEqual({ type: 'stop', end: 'resolution', lower: 20, upper: 200 });
    expect(trials.every(({ d }) => list.values.includes(d))).toBe(true);
    const whole = searched((d) => d >= 3, { candidates: { minimum: 1, maximum: 64 }, goal: { width: 0.01 } });
    expect(whole.decision).toEqual({ type: 'stop', end: 'resolution', lower: 2, upper: 3 });
  });

  it('narrows a slow transition too, and its interval is that of the runs', () => {
    const succeeds = (d: number, seed: number) => noise(seed, 3) < 1 / (1 + Math.exp(-3 * (Math.log2(d) - 8.3)));
    const { decision, trials } = searched(succeeds, { goal: { width: 0.8 }, batch: 2 });
    expect(decision).toMatchObject({ type: 'stop', end: 'width' });
    const { lower, upper } = thresholdTrainingDimension(trials, { level: 0.5, design: 'adaptive' });
    expect([decision.lower, decision.upper]).toEqual([lower, upper]);
    expect(lower).toBeLessThan(2 ** 8.3);
    expect(upper).toBeGreaterThanOrEqual(2 ** 8.3);
  });

  it('asks for many successes where few failures are tolerated', () => {
    const { decision, trials } = searched((d) => d >= 300, { goal: { delta: 0.1 }, batch: 4 });
    expect(decision).toMatchObject({ type: 'stop', end: 'width' });
    expect(trials.filter(({ d }) => d >= 300).length).toBeGreaterThan(29);
  });

  it('decides by the runs, not by their order', () => {
    const { trials } = searched((d, seed) => noise(seed, 1) < (d > 500 ? 0.8 : 0.2), { most: 21 });
    const decide = (list: readonly SearchTrial[]) =>
      adaptiveSearch.next({ goal: GOAL, candidates: RANGE, trials: list, batch: 2 });
    expect(decide([...trials].reverse())).toEqual(decide(trials));
  });
});
