import { setImmediate, setTimeout } from 'node:timers/promises';
import { describe, expect, it, jest } from '@jest/globals';
import { filter, lastValueFrom, take, throwError } from 'rxjs';
import type { Executor } from '../contracts/executor.js';
import type { RunResult } from '../contracts/run.js';
import type { RunStore } from '../contracts/run-store.js';
import { coordinatesKey } from '../hashing/content-hash.js';
import { memoryRunStore } from '../store/memory-run-store.js';
import { all, experiment, experimentSetting, ofType } from '../../test/fixtures/experiment-setting.js';
import { FirstParameters } from '../../test/fixtures/first-parameters.js';
import { runExperiment } from './run-experiment.js';

const setting = () => experimentSetting([new FirstParameters()]);

describe('runLife', () => {
  it('records what a run trained before its result, which says nothing of it', async () => {
    const store = memoryRunStore();
    const put = jest.fn(async (result: RunResult) => {
      expect(await store.getPrepared(coordinatesKey(result.hash))).toBeDefined();
      expect(Object.keys(result)).not.toContain('coordinates');
    });
    await all(runExperiment(experiment(), { ...setting(), store: { ...store, put } }));
    expect(put).toHaveBeenCalledTimes(6);
  });

  it('records runs in the order in which they were trained, whichever is written first', async () => {
    const store = memoryRunStore();
    const written: string[] = [];
    let calls = 0;
    // What the first runs have trained takes longest to write.
    const replacePrepared: RunStore['replacePrepared'] = async (key, prepared) => {
      await setTimeout(600 - 100 * calls++);
      written.push(key);
      await store.replacePrepared?.(key, prepared);
    };
    const events = await all(runExperiment(experiment(), { ...setting(), store: { ...store, replacePrepared } }));
    const hashes = [...new Set(ofType(events, 'run-evaluated').map(({ hash }) => hash))];
    expect(hashes).toHaveLength(6);
    expect(written).toHaveLength(6);
    expect(written).not.toEqual(hashes.map(coordinatesKey));
    expect(ofType(events, 'run-finished').map(({ result }) => result.hash)).toEqual(hashes);
    expect((await store.list()).map(({ hash }) => hash)).toEqual(hashes);
  });

  it('records what is trained when another run breaks, and when it is cancelled', async () => {
    for (const end of ['breaks', 'is cancelled'] as const) {
      const { executor: right, ...rest } = setting();
      if (right === undefined) throw new TypeError('no executor');
      const store = memoryRunStore();
      // Slow to write.
      const replacePrepared: RunStore['replacePrepared'] = async (key, prepared) => {
        await setTimeout(200);
        await store.replacePrepared?.(key, prepared);
      };
      let trained = 0;
      const broken: Executor = {
        ...right,
        execute: (task) => (trained++ === 3 ? throwError(() => new TypeError('not my day')) : right.execute(task)),
      };
      const executor = end === 'breaks' ? broken : right;
      const events = runExperiment(experiment(), { ...rest, executor, store: { ...store, replacePrepared } });
      const started = events.pipe(filter(({ type }) => type === 'run-started'));
      const outcome = end === 'breaks' ? lastValueFrom(events) : lastValueFrom(started.pipe(take(4)));
      expect(await outcome.then(({ type }) => type, String)).toBe(
        end === 'breaks' ? 'TypeError: not my day' : 'run-started',
      );
      // A turn for those that are recorded because of it.
      await setImmediate();
      expect(await store.list()).toHaveLength(3);
    }
  });
});
