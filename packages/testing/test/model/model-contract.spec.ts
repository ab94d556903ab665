import { modelClauses, modelContract, modelSubject } from '@dof/testing';
import { describe, expect, it } from '@jest/globals';
import { brokenModels, hidden } from './broken-models.js';

const withoutOptions = { ...hidden, options: undefined };

modelContract(
  'a model that is right',
  () => hidden,
  { describe, it },
  { options: [{ units: 8 }], badOptions: [{ units: 0 }] },
);
modelContract('a model without options that is right', () => withoutOptions, { describe, it });

describe('the clauses of the model contract', () => {
  it.each(brokenModels)('"$clause" refuses $defect', async ({ clause, says, make, options }) => {
    const { check } = modelClauses.find(({ name }) => name === clause) ?? { check: async () => undefined };
    const provider = make();
    await expect(check(modelSubject(() => provider, options))).rejects.toThrow(says);
  });

  it('each have a broken specimen', () => {
    const covered = new Set(brokenModels.map(({ clause }) => clause));
    expect([...covered].sort()).toEqual(modelClauses.map(({ name }) => name).sort());
  });
});
