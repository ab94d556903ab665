import type { RunStore } from '@dof/core';
import { registerClauses, type ContractClause, type TestApi } from '../clauses/contract-clause.js';
import { lifetimeClauses } from './lifetime-clauses.js';
import { preparationClauses } from './preparation-clauses.js';
import { resultClauses } from './result-clauses.js';
import type { RunStoreSubject } from './run-store-subject.js';

/** Every promise of the run store contract, for runners of other kinds. */
export const runStoreClauses: readonly ContractClause<RunStoreSubject>[] = [
  ...resultClauses,
  ...preparationClauses,
  ...lifetimeClauses,
];

/** A subject for {@link runStoreClauses}. */
export function runStoreSubject(open: () => RunStore | Promise<RunStore>): RunStoreSubject {
  return { open: async () => open() };
}

/**
 * Registers one test per promise that a run store makes, with the runner's own `describe` and `it`:
 *
 * ```ts
 * import { describe, it } from '@jest/globals'; // or vitest, mocha, node:test
 * import { runStoreContract } from '@dof/testing';
 * runStoreContract('my store', () => openMyStore(emptyFolder()), { describe, it });
 * ```
 *
 * Each test opens a store of its own, which must hold nothing yet, and closes it. Members that a store need not have are
 * tried where it has them. Needs the package fast-check.
 */
export function runStoreContract(name: string, open: () => RunStore | Promise<RunStore>, api: TestApi): void {
  registerClauses(`${name} keeps the run store contract`, runStoreClauses, runStoreSubject(open), api);
}
