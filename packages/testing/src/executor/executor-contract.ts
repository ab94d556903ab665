import type { Executor } from '@dof/core';
import { registerClauses, type ContractClause, type TestApi } from '../clauses/contract-clause.js';
import { eventClauses } from './event-clauses.js';
import type { ExecutorSubject } from './executor-subject.js';
import { lifetimeClauses } from './lifetime-clauses.js';
import { outcomeClauses } from './outcome-clauses.js';

/** What {@link executorContract} tries an executor with; all of it optional. */
export type ExecutorContractOptions = Partial<Omit<ExecutorSubject, 'createExecutor'>>;

/** Every promise of the executor contract, for runners of other kinds. */
export const executorClauses: readonly ContractClause<ExecutorSubject>[] = [
  ...eventClauses,
  ...outcomeClauses,
  ...lifetimeClauses,
];

/** A subject for {@link executorClauses}, with the defaults filled in. */
export function executorSubject(
  createExecutor: () => Executor | Promise<Executor>,
  options: ExecutorContractOptions = {},
): ExecutorSubject {
  return { createExecutor, modules: [], patience: 60_000, ...options };
}

/**
 * Registers one test per promise that an executor makes, with the runner's own `describe` and `it`:
 *
 * ```ts
 * import { describe, it } from '@jest/globals'; // or vitest, mocha, node:test
 * import { executorContract } from '@dof/testing';
 * const modules = [new URL('contract-plugins.mjs', import.meta.url).href];
 * executorContract('my executor', () => myExecutor(), { describe, it }, { modules });
 * ```
 *
 * where contract-plugins.mjs is `export { registerContractPlugins as register } from '@dof/testing'`. Each test makes an
 * executor of its own and disposes of it. The executor's tasks must be done on this machine, which they share a temporary
 * folder of.
 */
export function executorContract(
  name: string,
  createExecutor: () => Executor | Promise<Executor>,
  api: TestApi,
  options: ExecutorContractOptions = {},
): void {
  const subject = executorSubject(createExecutor, options);
  registerClauses(`${name} keeps the executor contract`, executorClauses, subject, api);
}
