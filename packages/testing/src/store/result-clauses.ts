import fc from 'fast-check';
import { assertThat } from '../clauses/assertions.js';
import type { ContractClause } from '../clauses/contract-clause.js';
import { arbitraryRunResult } from './arbitrary-stored.js';
import { exampleResult } from './example-result.js';
import { assertSameResults, withStore, type RunStoreSubject } from './run-store-subject.js';

/** What a store promises of the runs in it. */
export const resultClauses: readonly ContractClause<RunStoreSubject>[] = [
  {
    name: 'it is empty at first',
    check: (subject) =>
      withStore(subject, async (store) => {
        const { length } = await store.list();
        assertThat(length === 0, `a new store lists ${length} runs`);
        assertThat((await store.get('nothing')) === undefined, 'there is a run that nobody stored');
        assertThat((await store.getPrepared('nothing')) === undefined, 'there is a preparation that nobody stored');
        const meta = await store.getPreparedMeta?.('nothing');
        assertThat(meta === undefined, 'there is the meta of a preparation that nobody stored');
      }),
  },
  {
    name: 'it gives back what was put, by hash and oldest first',
    check: (subject) =>
      withStore(subject, async (store) => {
        const results = [9, 3, 5].map((seed) => exampleResult({ seed }));
        for (const result of results) await store.put(result);
        assertSameResults(await store.list(), results, 'the list');
        for (const result of results) assertSameResults(await store.get(result.hash), result, `run ${result.hash}`);
      }),
  },
  {
    name: 'it changes nothing when a hash is put again',
    check: (subject) =>
      withStore(subject, async (store) => {
        const [first, second] = [exampleResult({ seed: 1 }), exampleResult({ seed: 2 })];
        await store.put(first);
        await store.put(second);
        await store.put({ ...first, wallTimeSeconds: 99, history: first.history.slice(0, 1) });
        assertSameResults(await store.list(), [first, second], 'the list');
      }),
  },
  {
    name: 'results are apart from what happens to an object that was put, got or listed',
    check: (subject) =>
      withStore(subject, async (store) => {
        const result = exampleResult();
        const given = structuredClone(result);
        await store.put(given);
        Object.assign(given, { wallTimeSeconds: -1 });
        assertSameResults(await store.get(result.hash), result, 'the run, after what was put has changed,');
        Object.assign((await store.get(result.hash)) ?? {}, { wallTimeSeconds: -2 });
        assertSameResults(await store.get(result.hash), result, 'the run, after what was got has changed,');
        Object.assign((await store.list())[0], { wallTimeSeconds: -3 });
        assertSameResults(await store.get(result.hash), result, 'the run, after what was listed has changed,');
      }),
  },
  {
    name: 'it keeps a run that diverged before the first evaluation',
    check: (subject) =>
      withStore(subject, async (store) => {
        const { best, ...rest } = exampleResult();
        assertThat(best !== undefined, 'the example has no best values');
        const result = { ...rest, status: 'diverged' as const, history: [], divergedAtStep: 0 };
        await store.put(result);
        assertSameResults(await store.get(result.hash), result, 'the run');
      }),
  },
  {
    name: 'it gives any result back bit for bit',
    check: (subject) =>
      withStore(subject, async (store) => {
        let count = 0;
        await fc.assert(
          fc.asyncProperty(arbitraryRunResult, async (arbitrary) => {
            const result = { ...arbitrary, hash: `hash-${count++}` };
            await store.put(result);
            assertSameResults(await store.get(result.hash), result, 'the run');
          }),
          { numRuns: 60 },
        );
      }),
  },
  {
    name: 'a replaced result is the newest, where results can be replaced',
    check: (subject) =>
      withStore(subject, async (store) => {
        if (store.replace === undefined) return;
        const [first, second] = [exampleResult({ seed: 1 }), exampleResult({ seed: 2 })];
        const third = exampleResult({ seed: 3 });
        await store.put(first);
        await store.put(second);
        const again = { ...first, wallTimeSeconds: 99 };
        await store.replace(again);
        assertSameResults(await store.list(), [second, again], 'the list');
        await store.replace(third);
        assertSameResults(await store.list(), [second, again, third], 'the list');
      }),
  },
];
