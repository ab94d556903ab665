import fc from 'fast-check';
import { assertSameJson } from '../clauses/assertions.js';
import type { ContractClause } from '../clauses/contract-clause.js';
import { arbitraryPrepared } from './arbitrary-stored.js';
import { assertSamePrepared, withStore, type RunStoreSubject } from './run-store-subject.js';

const first = { meta: 1, arrays: { a: Float32Array.of(1) } };
const second = { meta: 2, arrays: {} };

/** What a store promises of the preparations in it. */
export const preparationClauses: readonly ContractClause<RunStoreSubject>[] = [
  {
    name: 'it gives any preparation back bit for bit',
    check: (subject) =>
      withStore(subject, async (store) => {
        let count = 0;
        await fc.assert(
          fc.asyncProperty(arbitraryPrepared, async (prepared) => {
            const key = `key-${count++}`;
            await store.putPrepared(key, prepared);
            assertSamePrepared(await store.getPrepared(key), prepared, 'the preparation');
            if (store.getPreparedMeta === undefined) return;
            assertSameJson(await store.getPreparedMeta(key), prepared.meta, 'the meta alone');
          }),
          { numRuns: 40 },
        );
      }),
  },
  {
    name: 'it gives back what a preparation cost',
    check: (subject) =>
      withStore(subject, async (store) => {
        const cost = { fullSpaceGradients: 12, gradientExamples: 345, storedBytes: 4, seconds: 0.1 + 0.2 };
        await store.putPrepared('key', { ...first, cost });
        assertSameJson((await store.getPrepared('key'))?.cost, cost, 'the cost');
      }),
  },
  {
    name: 'it keeps the first preparation of a key',
    check: (subject) =>
      withStore(subject, async (store) => {
        await store.putPrepared('key', first);
        await store.putPrepared('key', second);
        assertSamePrepared(await store.getPrepared('key'), first, 'the preparation');
      }),
  },
  {
    name: 'a replaced preparation is the new one, where preparations can be replaced',
    check: (subject) =>
      withStore(subject, async (store) => {
        if (store.replacePrepared === undefined) return;
        await store.putPrepared('key', first);
        await store.replacePrepared('key', second);
        assertSamePrepared(await store.getPrepared('key'), second, 'the preparation');
        await store.replacePrepared('new', first);
        assertSamePrepared(await store.getPrepared('new'), first, 'a preparation that replaces none');
      }),
  },
];
