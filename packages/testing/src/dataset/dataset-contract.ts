import type { DatasetProvider } from '@dof/core';
import { registerClauses, type ContractClause, type TestApi } from '../clauses/contract-clause.js';
import { contentClauses } from './content-clauses.js';
import type { DatasetSubject } from './dataset-subject.js';
import { providerClauses } from './provider-clauses.js';

export type { DatasetSubject } from './dataset-subject.js';

/** What {@link datasetContract} tries a data set with; all of it optional. */
export type DatasetContractOptions = Partial<Omit<DatasetSubject, 'createProvider'>>;

/** Every promise of the data set contract, for runners of other kinds. */
export const datasetClauses: readonly ContractClause<DatasetSubject>[] = [...providerClauses, ...contentClauses];

/** A subject for {@link datasetClauses}, with the defaults filled in. */
export function datasetSubject(
  createProvider: () => DatasetProvider | Promise<DatasetProvider>,
  options: DatasetContractOptions = {},
): DatasetSubject {
  return { createProvider, options: {}, badOptions: [], ...options };
}

/**
 * Registers one test per promise that a data set makes, with the runner's own `describe` and `it`:
 *
 * ```ts
 * import { describe, it } from '@jest/globals'; // or vitest, mocha, node:test
 * import { datasetContract } from '@dof/testing';
 * datasetContract('my data', () => myData, { describe, it }, { options: { train: 100 } });
 * ```
 *
 * Give options that make it small: most clauses load it.
 */
export function datasetContract(
  name: string,
  createProvider: () => DatasetProvider | Promise<DatasetProvider>,
  api: TestApi,
  options: DatasetContractOptions = {},
): void {
  registerClauses(`${name} keeps the data set contract`, datasetClauses, datasetSubject(createProvider, options), api);
}
