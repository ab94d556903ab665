import { setTimeout } from 'node:timers/promises';
import { describe, expect, it, jest } from '@jest/globals';
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
});
