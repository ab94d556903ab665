import { executorClauses, executorContract, executorSubject } from '@dof/testing';
import { describe, expect, it } from '@jest/globals';
import { brokenExecutors } from './broken-executors.js';
import { keepingExecutor, rightExecutor } from './right-executors.js';

executorContract('an executor that is right', rightExecutor, { describe, it });
executorContract('one that keeps preparations', () => keepingExecutor(), { describe, it });

describe('the clauses of the executor contract', () => {
  it.each(brokenExecutors)('"$clause" refuses $defect', async ({ clause, says, create }) => {
    const { check } = executorClauses.find(({ name }) => name === clause) ?? { check: async () => undefined };
    await expect(check(executorSubject(create, { patience: 3000 }))).rejects.toThrow(says);
  });

  it('each have a broken specimen', () => {
    const covered = new Set(brokenExecutors.map(({ clause }) => clause));
    expect([...covered].sort()).toEqual(executorClauses.map(({ name }) => name).sort());
  });
});
