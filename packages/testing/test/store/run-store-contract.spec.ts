import { memoryRunStore, type RunStore } from '@dof/core';
import { runStoreClauses, runStoreContract, runStoreSubject } from '@dof/testing';
import { describe, expect, it } from '@jest/globals';
import { messages } from '../messages.js';
import { brokenStores } from './broken-stores.js';

runStoreContract('a store that is right', memoryRunStore, { describe, it });

/** What an experiment needs at least. */
function smallest(): RunStore {
  const { get, put, list, getPrepared, putPrepared, close } = memoryRunStore();
  return { get, put, list, getPrepared, putPrepared, close };
}

runStoreContract('a store with no more than it must have', smallest, { describe, it });

describe('the clauses of the run store contract', () => {
  it.each(brokenStores)('"$clause" refuses $defect', async ({ clause, says, open }) => {
    const { check } = runStoreClauses.find(({ name }) => name === clause) ?? { check: async () => undefined };
    const error: unknown = await check(runStoreSubject(open)).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(messages(error)).toMatch(says);
  });

  it('each have a broken specimen', () => {
    const covered = new Set(brokenStores.map(({ clause }) => clause));
    expect([...covered].sort()).toEqual(runStoreClauses.map(({ name }) => name).sort());
  });
});
