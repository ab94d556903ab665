import { describe, expect, it } from '@jest/globals';
import { freshRunStore, memoryRunStore, type RunResult } from '@dof/core';
import { exampleResult, runStoreContract } from '@dof/testing';

const result = (hash: string, finishedAt: string, wallTimeSeconds = 1) =>
  ({ hash, finishedAt, wallTimeSeconds }) as unknown as RunResult;

runStoreContract('freshRunStore', () => freshRunStore(memoryRunStore(), '2024-01-01T00:00:00.000Z'), { describe, it });

runStoreContract(
  'freshRunStore of a store with old runs',
  async () => {
    const store = memoryRunStore();
    for (const seed of [1, 2, 9])
      await store.put({ ...exampleResult({ seed }), finishedAt: '2023-12-31T00:00:00.000Z' });
    await store.putPrepared('key', { meta: 'old', arrays: {} });
    return freshRunStore(store, '2024-01-01T00:00:00.000Z');
  },
  { describe, it },
);

describe('freshRunStore', () => {
  it('knows no old run, keeps each until the new one is there, and knows that', async () => {
    const store = memoryRunStore();
    await store.put(result('a', '2026-01-01T00:00:00.000Z'));
    await store.put(result('b', '2026-01-03T00:00:00.000Z'));
    const fresh = freshRunStore(store, '2026-01-02T00:00:00Z');
    expect(await fresh.get('a')).toBeUndefined();
    expect(await fresh.list()).toEqual([result('b', '2026-01-03T00:00:00.000Z')]);
    expect(await store.get('a')).toBeDefined();
    const again = result('a', '2026-01-04T00:00:00.000Z', 2);
    await fresh.put(again);
    expect([await fresh.get('a'), await store.get('a')]).toEqual([again, again]);
    expect(await store.list()).toHaveLength(2);
  });

  it('makes preparations again', async () => {
    const store = memoryRunStore();
    await store.putPrepared('p', { meta: 'old', arrays: {} });
    const fresh = freshRunStore(store, '2026-01-02T00:00:00Z');
    expect(await fresh.getPrepared('p')).toBeUndefined();
    await fresh.putPrepared('p', { meta: 'new', arrays: {} });
    expect(await fresh.getPrepared('p')).toEqual({ meta: 'new', arrays: {} });
    expect(await store.getPreparedMeta?.('p')).toBe('new');
  });

  it('offers every member that the store has', () => {
    const store = memoryRunStore();
    expect(Object.keys(freshRunStore(store, '2026-01-02T00:00:00Z')).sort()).toEqual(Object.keys(store).sort());
  });

  it('refuses a store that cannot replace', () => {
    const store = { ...memoryRunStore(), replace: undefined };
    expect(() => freshRunStore(store, '2026-01-02T00:00:00Z')).toThrow(
      expect.objectContaining({ code: 'DOF_STORE_NOT_REPLACEABLE' }),
    );
  });
});
