import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { ExperimentEvent, PlannedRun } from '@dof/core';
import { capture } from '../../test/captured-terminal.js';
import { plannedRun, resultOf } from '../../test/planned-run.js';
import { styleFor } from '../terminal/style.js';
import { plainRenderer } from './plain-renderer.js';

const prepared = (seed: number): PlannedRun => ({ ...plannedRun(8, seed), preparationKey: `key ${seed}` });

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

function setUp(...events: readonly ExperimentEvent[]) {
  const { stream, text } = capture(false);
  const renderer = plainRenderer(stream, styleFor(stream, {}));
  const runs = [prepared(0), prepared(1)];
  renderer.next({ type: 'planned', runs, dimension: 20490 });
  for (const event of events) renderer.next(event);
  return { renderer, runs, lines: () => text().trimEnd().split('\n').slice(1) };
}

describe('plainRenderer', () => {
  it('says when a preparation begins and ends, and how far it is every minute', () => {
    const { renderer, runs, lines } = setUp();
    renderer.next({ type: 'preparation-started', key: 'key 0', what: 'prepare', run: runs[0] });
    jest.advanceTimersByTime(59_000);
    expect(lines()).toEqual(['preparing seed 0 (1 of 2)']);
    renderer.next({ type: 'preparation-progress', key: 'key 0', share: 0.25 });
    jest.advanceTimersByTime(1_000);
    expect(lines()[1]).toBe('preparing seed 0 (1 of 2): 25 %, about 3:00');
    // Nothing is heard of it, and still it is there.
    jest.advanceTimersByTime(60_000);
    expect(lines()[2]).toBe('preparing seed 0 (1 of 2): 25 %, about 6:00');
    jest.advanceTimersByTime(5_000);
    renderer.next({ type: 'preparation-finished', key: 'key 0' });
    expect(lines().slice(3)).toEqual(['prepared seed 0 (1 of 2) in 2:05']);
    jest.advanceTimersByTime(600_000);
    expect(lines()).toHaveLength(4);
    renderer.stop();
  });

  it('judges one by those before it', () => {
    const { renderer, runs, lines } = setUp();
    for (const [seed, run] of runs.entries()) {
      renderer.next({ type: 'preparation-started', key: `key ${seed}`, what: 'prepare', run });
      jest.advanceTimersByTime(100_000);
      if (seed === 0) renderer.next({ type: 'preparation-finished', key: 'key 0' });
    }
    // A minute has passed at 60, 120 and 180 seconds; the first one ended at 100.
    expect(lines()).toEqual([
      'preparing seed 0 (1 of 2)',
      'preparing seed 0 (1 of 2): 0 %',
      'prepared seed 0 (1 of 2) in 1:40',
      'preparing seed 1 (2 of 2)',
      'preparing seed 1 (2 of 2): 0 %, about 80 s',
      'preparing seed 1 (2 of 2): 0 %, about 20 s',
    ]);
    renderer.stop();
  });

  it('counts neither what is in the store nor what only finished runs needed', () => {
    const { renderer, runs, lines } = setUp(
      { type: 'run-reused', result: resultOf(prepared(0)) },
      { type: 'preparation-reused', key: 'other' },
    );
    renderer.next({ type: 'preparation-started', key: 'key 1', what: 'prepare', run: runs[1] });
    expect(lines()).toContain('preparing seed 1 (1 of 1)');
    renderer.stop();
  });

  it('names burn-ins, and the methods where several prepare', () => {
    const { renderer, lines } = setUp();
    const [one] = [plannedRun(8, 3)];
    const method = { name: 'other', version: '1', options: {} };
    const run = { ...one, specification: { ...one.specification, method }, startKey: 's', preparationKey: 'other' };
    renderer.next({ type: 'planned', runs: [run], dimension: 20490 });
    renderer.next({ type: 'preparation-started', key: 's', what: 'burn-in', run });
    renderer.next({ type: 'preparation-finished', key: 's' });
    renderer.next({ type: 'preparation-started', key: 'other', what: 'prepare', run });
    expect(lines().slice(1)).toEqual([
      'burning in seed 3 (1 of 1)',
      'burnt in seed 3 (1 of 1) in 0.0 s',
      'preparing seed 3 (1 of 3)  other',
    ]);
    renderer.stop();
  });

  it('says no more of one that failed with its run', () => {
    const { renderer, runs, lines } = setUp();
    renderer.next({ type: 'preparation-started', key: 'key 0', what: 'prepare', run: runs[0] });
    renderer.next({ type: 'run-failed', run: runs[0], code: 'DOF_X', message: 'no' });
    jest.advanceTimersByTime(60_000);
    expect(lines()).toEqual(['preparing seed 0 (1 of 2)', 'could not run random, d 8, seed 0: no']);
    renderer.stop();
  });
});
