import type { DofReductionMethod } from '@dof/core';
import { registerClauses, type ContractClause, type TestApi } from '../clauses/contract-clause.js';
import { ReferenceBackend } from '../reference/reference-backend.js';
import { derivativeClauses } from './derivative-clauses.js';
import { degreesOfFreedomClauses } from './degrees-of-freedom-clauses.js';
import { formClauses } from './form-clauses.js';
import { identityClauses } from './identity-clauses.js';
import { imageClauses } from './image-clauses.js';
import { inputClauses } from './input-clauses.js';
import { lifetimeClauses } from './lifetime-clauses.js';
import { smallModels, type MethodSubject } from './method-subject.js';
import { onePassClauses } from './one-pass-clauses.js';
import { preparationClauses } from './preparation-clauses.js';
import { resultClauses } from './result-clauses.js';

/** What {@link methodContract} tries a method with; all of it optional. */
export type MethodContractOptions = Partial<Omit<MethodSubject, 'createMethod'>>;

/** Every promise of the method contract, for runners of other kinds. */
export const methodClauses: readonly ContractClause<MethodSubject>[] = [
  ...identityClauses,
  ...degreesOfFreedomClauses,
  ...resultClauses,
  ...inputClauses,
  ...derivativeClauses,
  ...onePassClauses,
  ...imageClauses,
  ...formClauses,
  ...preparationClauses,
  ...lifetimeClauses,
];

/** A subject for {@link methodClauses}, with the defaults filled in. */
export function methodSubject(
  createMethod: () => DofReductionMethod | Promise<DofReductionMethod>,
  options: MethodContractOptions = {},
): MethodSubject {
  return {
    createMethod,
    options: {},
    badOptions: [],
    models: smallModels,
    createBackend: () => new ReferenceBackend(),
    largestDegreesOfFreedom: Infinity,
    mayHaveFewer: false,
    ...options,
  };
}

/**
 * Registers one test per promise that a method makes, with the runner's own `describe` and `it`:
 *
 * ```ts
 * import { describe, it } from '@jest/globals'; // or vitest, mocha, node:test
 * import { methodContract } from '@dof/testing';
 * methodContract('my method', () => myMethod, { describe, it }, { options: { steps: 20, batchSize: 8 } });
 * ```
 *
 * The training set of the trial has 24 examples, so give a method that trains in `prepare` options to match: batches of
 * at most 24, few steps. Call it once for every set of options that changes what the method does.
 */
export function methodContract(
  name: string,
  createMethod: () => DofReductionMethod | Promise<DofReductionMethod>,
  api: TestApi,
  options: MethodContractOptions = {},
): void {
  registerClauses(`${name} keeps the method contract`, methodClauses, methodSubject(createMethod, options), api);
}
