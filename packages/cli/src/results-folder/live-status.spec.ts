import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { plannedRun, resultOf } from '../../test/planned-run.js';
import { temporaryFolders } from '../../test/temporary-folder.js';
import { readLiveStatus, withLiveStatus } from './live-status.js';

const temporaryFolder = temporaryFolders();

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

describe('withLiveStatus', () => {
  it('tells who watches of preparations: which of how many, how far, how long, and the time left with them', () => {
    const folder = temporaryFolder();
    const renderer = withLiveStatus({ next() {}, note() {}, stop() {} }, folder, 1);
    const runs = [0, 1].map((seed) => ({ ...plannedRun(8, seed), preparationKey: `key ${seed}` }));
    renderer.next({ type: 'planned', runs, dimension: 20490 });
    renderer.next({ type: 'preparation-started', key: 'key 0', what: 'prepare', run: runs[0] });
    jest.advanceTimersByTime(40_000);
    renderer.next({ type: 'preparation-finished', key: 'key 0' });
    renderer.next({ type: 'run-started', run: runs[0] });
    renderer.next({ type: 'run-finished', result: resultOf(runs[0]) });
    renderer.next({ type: 'preparation-started', key: 'key 1', what: 'prepare', run: runs[1] });
    jest.advanceTimersByTime(10_000);
    renderer.next({ type: 'preparation-progress', key: 'key 1', share: 0.2 });
    jest.advanceTimersByTime(1000);
    const [status] = readLiveStatus(folder, Date.now());
    expect(status.preparations).toEqual({ finished: 1, total: 2 });
    const [{ secondsLeft = 0, ...preparation }] = status.running;
    expect(preparation).toMatchObject({ what: 'prepare', seed: 1, share: 0.2, number: 2, total: 2 });
    // 11 s for a fifth of it; then a run, which took 10 s before.
    expect(secondsLeft).toBeCloseTo(44, 6);
    expect(status.secondsLeft).toBeCloseTo(44 + 10, 6);
    renderer.stop();
    expect(readLiveStatus(folder, Date.now())).toEqual([]);
  });
});
