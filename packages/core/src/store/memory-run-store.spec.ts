import { memoryRunStore, type RunResult } from '@dof/core';
import { describe, expect, it } from '@jest/globals';

const result = (hash: string, wallTimeSeconds = 1): RunResult => ({
  hash,
  specification: {
    format: 1,
    model: { name: 'm', inputShape: [1, 1, 1], layers: [], loss: 'softmax-cross-entropy' },
    data: { name: 'x', version: '1', options: {}, contentHash: '', trainCount: 1, testCount: 1 },
    backend: { name: 'b', version: '1' },
    method: { name: 'random', version: '1', options: {} },
    start: { type: 'init', seed: 0 },
    degreesOfFreedom: 1,
    seed: 0,
    training: { optimizer: { name: 'momentum', learningRate: 1, momentum: 0 }, schedule: [], batchSize: 1, epochs: 1 },
    evaluation: { every: 'epoch', batchSize: 1 },
  },
  status: 'finished',
  dimension: 1,
  history: [],
  wallTimeSeconds,
  finishedAt: '2024-01-01T00:00:00.000Z',
  engineVariant: 'v',
});

describe('memoryRunStore', () => {
  it('gives back what was put, oldest first', async () => {
    const store = memoryRunStore();
    await store.put(result('b'));
    await store.put(result('a'));
    expect(await store.list()).toEqual([result('b'), result('a')]);
    expect(await store.get('a')).toEqual(result('a'));
    expect(await store.get('c')).toBeUndefined();
  });

  it('keeps the first result of a hash', async () => {
    const store = memoryRunStore();
    await store.put(result('a', 1));
    await store.put(result('a', 2));
    expect(await store.list()).toEqual([result('a', 1)]);
  });

  it('shares no result with its callers', async () => {
    const store = memoryRunStore();
    const given = result('a');
    await store.put(given);
    Object.assign(given, { wallTimeSeconds: 7 });
    Object.assign((await store.get('a')) ?? {}, { wallTimeSeconds: 8 });
    Object.assign((await store.list())[0], { wallTimeSeconds: 9 });
    expect(await store.get('a')).toEqual(result('a'));
  });

  it('keeps the first preparation of a key', async () => {
    const store = memoryRunStore();
    const prepared = { meta: { rank: 1 }, arrays: { a: Float32Array.of(1, 2) } };
    expect(await store.getPrepared('k')).toBeUndefined();
    await store.putPrepared('k', prepared);
    await store.putPrepared('k', { meta: null, arrays: {} });
    expect(await store.getPrepared('k')).toEqual(prepared);
  });
});
