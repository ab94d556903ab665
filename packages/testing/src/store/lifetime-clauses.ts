import { assertThat } from '../clauses/assertions.js';
import type { ContractClause } from '../clauses/contract-clause.js';
import { withStore, type RunStoreSubject } from './run-store-subject.js';

/** What a store promises of claims, and of its end. */
export const lifetimeClauses: readonly ContractClause<RunStoreSubject>[] = [
  {
    name: 'a claim is given to one at a time, where work can be claimed',
    check: (subject) =>
      withStore(subject, async (store) => {
        if (store.claim === undefined) return;
        const claim = await store.claim('work');
        assertThat(claim !== undefined, 'work that nobody does cannot be claimed');
        assertThat((await store.claim('work')) === undefined, 'the same work was given to two');
        assertThat((await store.claim('other work')) !== undefined, 'other work cannot be claimed meanwhile');
        await claim.release();
        assertThat((await store.claim('work')) !== undefined, 'what was released cannot be claimed again');
        // Of a claim that is no more.
        await claim.release();
        await claim.release();
        assertThat((await store.claim('work')) === undefined, 'releasing again took the work from who has it now');
      }),
  },
  {
    name: 'it may be closed twice',
    check: async ({ open }) => {
      const store = await open();
      await store.close();
      await store.close();
    },
  },
];
