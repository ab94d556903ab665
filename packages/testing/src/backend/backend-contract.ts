import type { Arbitrary } from 'fast-check';
import type { Backend, ModelSpec } from '@dof/core';
import type { BackendSubject } from './backend-subject.js';
import { compileClauses } from './compile-clauses.js';
import { evaluationClauses } from './evaluation-clauses.js';
import { familyClauses } from './family-clauses.js';
import { gradientClauses } from './gradient-clauses.js';
import { inputClauses } from './input-clauses.js';
import { modelsOfFamilies, type LayerFamily } from './layer-families.js';
import { lifetimeClauses } from './lifetime-clauses.js';
import { linearMapClauses } from './linear-map-clauses.js';
import { onePassClauses } from './one-pass-clauses.js';
import { outputClauses } from './output-clauses.js';
import { singularDirectionClauses } from './singular-direction-clauses.js';
import { registerClauses, type ContractClause, type TestApi } from '../clauses/contract-clause.js';

/** How hard {@link backendContract} tries. */
export interface BackendContractOptions {
  /**
   * What the backend does beyond the layers that every backend does (`LAYER_FAMILIES` for everything); default: none.
   * Each of these has a clause of its own, with networks that mix it with the others; the rest must be refused.
   */
  readonly layerFamilies?: readonly LayerFamily[];
  /** The networks to try in the other clauses; default `arbitraryModel()` with the declared families. */
  readonly models?: Arbitrary<ModelSpec>;
  /** Random networks per clause; default: 25. */
  readonly runs?: number;
  /** Of the random networks; default: 1. */
  readonly seed?: number;
}

/** Every promise of the backend contract, for runners of other kinds. */
export const backendClauses: readonly ContractClause<BackendSubject>[] = [
  ...compileClauses,
  ...gradientClauses,
  ...evaluationClauses,
  ...outputClauses,
  ...familyClauses,
  ...linearMapClauses,
  ...onePassClauses,
  ...singularDirectionClauses,
  ...inputClauses,
  ...lifetimeClauses,
];

/** A subject for {@link backendClauses}, with the defaults filled in. */
export function backendSubject(
  createBackend: () => Backend | Promise<Backend>,
  { layerFamilies = [], models = modelsOfFamilies(layerFamilies), runs = 25, seed = 1 }: BackendContractOptions = {},
): BackendSubject {
  return { createBackend, layerFamilies, models, runs, seed };
}

/**
 * Registers one test per promise that a compute engine makes, with the runner's own `describe` and `it`:
 *
 * ```ts
 * import { describe, it } from '@jest/globals'; // or vitest, mocha, node:test
 * import { backendContract } from '@dof/testing';
 * backendContract('my engine', () => new MyBackend(), { describe, it });
 * ```
 *
 * The random networks are the same at every call unless a seed is given. Needs the package fast-check.
 */
export function backendContract(
  name: string,
  createBackend: () => Backend | Promise<Backend>,
  api: TestApi,
  options: BackendContractOptions = {},
): void {
  registerClauses(`${name} keeps the backend contract`, backendClauses, backendSubject(createBackend, options), api);
}
