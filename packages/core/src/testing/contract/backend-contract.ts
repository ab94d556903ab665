import type { Arbitrary } from 'fast-check';
import type { Backend } from '../../contracts/backend.js';
import type { ModelSpec } from '../../contracts/model-spec.js';
import { arbitraryModel } from '../data/arbitrary-model.js';
import type { BackendSubject } from './backend/backend-subject.js';
import { compileClauses } from './backend/compile-clauses.js';
import { evaluationClauses } from './backend/evaluation-clauses.js';
import { gradientClauses } from './backend/gradient-clauses.js';
import { inputClauses } from './backend/input-clauses.js';
import { lifetimeClauses } from './backend/lifetime-clauses.js';
import { linearMapClauses } from './backend/linear-map-clauses.js';
import type { ContractClause } from './contract-clause.js';
import type { TestApi } from './test-api.js';

/** Milliseconds; only the slowest engines need them. */
const TIMEOUT = 60_000;

/** How hard {@link backendContract} tries. */
export interface BackendContractOptions {
  /** The networks to try; default `arbitraryModel()`: what every backend should do. */
  readonly models?: Arbitrary<ModelSpec>;
  /** Random networks per clause; default 25. */
  readonly runs?: number;
  /** Of the random networks; default 1. */
  readonly seed?: number;
}

/** Every promise of the backend contract, for runners of other kinds. */
export const backendClauses: readonly ContractClause<BackendSubject>[] = [
  ...compileClauses,
  ...gradientClauses,
  ...evaluationClauses,
  ...linearMapClauses,
  ...inputClauses,
  ...lifetimeClauses,
];

/** A subject for {@link backendClauses}, with the defaults filled in. */
export function backendSubject(
  createBackend: () => Backend | Promise<Backend>,
  { models = arbitraryModel(), runs = 25, seed = 1 }: BackendContractOptions = {},
): BackendSubject {
  return { createBackend, models, runs, seed };
}

/**
 * Registers one test per promise that a compute engine makes, with the runner's own `describe` and `it`:
 *
 * ```ts
 * import { describe, it } from '@jest/globals'; // or vitest, mocha, node:test
 * import { backendContract } from '@dof/core/testing';
 * backendContract('my engine', () => new MyBackend(), { describe, it });
 * ```
 *
 * The random networks are the same at every call unless a seed is given. Needs the package fast-check.
 */
export function backendContract(
  name: string,
  createBackend: () => Backend | Promise<Backend>,
  { describe, it }: TestApi,
  options: BackendContractOptions = {},
): void {
  const subject = backendSubject(createBackend, options);
  describe(`${name} keeps the backend contract`, () => {
    for (const clause of backendClauses) it(clause.name, () => clause.check(subject), TIMEOUT);
  });
}
