import { describe, expect, it } from '@jest/globals';
import { datasetClauses, datasetContract, datasetSubject } from '@dof/testing';
import { brokenDatasets } from './broken-datasets.js';
import { stripes } from './right-dataset.js';

datasetContract('a data set that is right', () => stripes, { describe, it }, { badOptions: [{ train: 0 }] });

describe('the clauses of the data set contract', () => {
  it.each(brokenDatasets)('"$clause" refuses $defect', async ({ clause, says, make, options }) => {
    const { check } = datasetClauses.find(({ name }) => name === clause) ?? { check: async () => undefined };
    const provider = make();
    await expect(check(datasetSubject(() => provider, options))).rejects.toThrow(says);
  });

  it('each have a broken specimen', () => {
    const covered = new Set(brokenDatasets.map(({ clause }) => clause));
    expect([...covered].sort()).toEqual(datasetClauses.map(({ name }) => name).sort());
  });
});
