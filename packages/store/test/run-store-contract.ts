import type { RunStore } from '@dof/core';
import { describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { arbitraryPrepared, arbitraryRunResult } from './arbitrary.js';
import { runResult } from './run-result.js';

/** What every run store promises, whatever it keeps runs in. */
export function runStoreContract(name: string, open: () => Promise<RunStore>): void {
  // Every write waits for the disk.
  jest.setTimeout(60_000);
  const withStore = async (work: (store: RunStore) => Promise<void>): Promise<void> => {
    const store = await open();
    try {
      await work(store);
    } finally {
      await store.close();
    }
  };

  describe(`${name}, as a run store`, () => {
    it('is empty at first', () =>
      withStore(async (store) => {
        expect(await store.list()).toEqual([]);
        expect(await store.get('nothing')).toBeUndefined();
        expect(await store.getPrepared('nothing')).toBeUndefined();
        expect(await store.getPreparedMeta?.('nothing')).toBeUndefined();
      }));

    it('gives back what was put, by hash and oldest first', () =>
      withStore(async (store) => {
        const results = [9, 3, 5].map((seed) => runResult({ seed }));
        for (const result of results) await store.put(result);
        expect(await store.list()).toEqual(results);
        expect(await store.get(results[1].hash)).toEqual(results[1]);
      }));

    it('changes nothing when a hash is put again', () =>
      withStore(async (store) => {
        const first = runResult();
        await store.put(first);
        await store.put({ ...first, wallTimeSeconds: 99, history: first.history.slice(0, 1) });
        expect(await store.list()).toEqual([first]);
      }));

    it('keeps results apart from what happens to the object that was put or got', () =>
      withStore(async (store) => {
        const result = structuredClone(runResult());
        await store.put(result);
        Object.assign(result, { wallTimeSeconds: -1 });
        Object.assign((await store.get(result.hash)) ?? {}, { wallTimeSeconds: -2 });
        expect((await store.get(result.hash))?.wallTimeSeconds).toBe(12.25);
      }));

    it('keeps a run that diverged before the first evaluation', () =>
      withStore(async (store) => {
        const result = { ...runResult(), status: 'diverged' as const, history: [], best: undefined, divergedAtStep: 0 };
        await store.put(result);
        expect((await store.get(result.hash))?.history).toEqual([]);
        expect((await store.get(result.hash))?.best).toBeUndefined();
        expect((await store.get(result.hash))?.divergedAtStep).toBe(0);
      }));

    it('gives any result back bit for bit', () =>
      withStore(async (store) => {
        let count = 0;
        await fc.assert(
          fc.asyncProperty(arbitraryRunResult, async (arbitrary) => {
            count += 1;
            const result = { ...arbitrary, hash: `hash-${count}` };
            await store.put(result);
            const stored = await store.get(result.hash);
            expect(stored).toEqual(result);
            // Text keeps the order of keys and every bit of a number.
            expect(JSON.stringify(stored)).toBe(JSON.stringify(result));
          }),
          { numRuns: 60 },
        );
      }));

    it('gives any preparation back bit for bit', () =>
      withStore(async (store) => {
        let key = 0;
        await fc.assert(
          fc.asyncProperty(arbitraryPrepared, async (prepared) => {
            key += 1;
            await store.putPrepared(`key-${key}`, prepared);
            expect(await store.getPrepared(`key-${key}`)).toEqual(prepared);
            expect(await store.getPreparedMeta?.(`key-${key}`)).toEqual(prepared.meta);
          }),
          { numRuns: 40 },
        );
      }));

    it('replaces a result, as the newest, and a preparation', () =>
      withStore(async (store) => {
        const [first, second] = [runResult(), { ...runResult(), hash: 'another' }];
        await store.put(first);
        await store.put(second);
        await store.replace?.({ ...first, wallTimeSeconds: 99 });
        expect(await store.list()).toEqual([second, { ...first, wallTimeSeconds: 99 }]);
        await store.replace?.({ ...first, hash: 'new' });
        expect(await store.list()).toHaveLength(3);
        const arrays = { a: new Float32Array([1]) };
        await store.putPrepared('replaced', { meta: 1, arrays });
        await store.replacePrepared?.('replaced', { meta: 2, arrays: {} });
        expect(await store.getPrepared('replaced')).toEqual({ meta: 2, arrays: {} });
        await store.replacePrepared?.('made', { meta: 3, arrays });
        expect(await store.getPrepared('made')).toEqual({ meta: 3, arrays });
      }));

    it('keeps the first preparation of a key', () =>
      withStore(async (store) => {
        await store.putPrepared('key', { meta: 1, arrays: { a: new Float32Array([1]) } });
        await store.putPrepared('key', { meta: 2, arrays: {} });
        expect(await store.getPrepared('key')).toEqual({ meta: 1, arrays: { a: new Float32Array([1]) } });
      }));

    it('gives a claim to one at a time', () =>
      withStore(async (store) => {
        const claim = await store.claim?.('work');
        expect(claim).toBeDefined();
        expect(await store.claim?.('work')).toBeUndefined();
        const other = await store.claim?.('other work');
        expect(other).toBeDefined();
        await claim?.release();
        const again = await store.claim?.('work');
        expect(again).toBeDefined();
        // Of a claim that is no more.
        await claim?.release();
        await claim?.release();
        expect(await store.claim?.('work')).toBeUndefined();
      }));

    it('may be closed twice', async () => {
      const store = await open();
      await store.close();
      await store.close();
    });
  });
}
