import type { ModelProvider } from '@dof/core';
import { registerClauses, type TestApi } from '../clauses/contract-clause.js';
import { modelClauses } from './model-clauses.js';
import type { ModelSubject } from './model-subject.js';

/** What {@link modelContract} tries a model with; all of it optional. */
export type ModelContractOptions = Partial<Omit<ModelSubject, 'createProvider'>>;

/** A subject for {@link modelClauses}, with the defaults filled in. */
export function modelSubject(
  createProvider: () => ModelProvider | Promise<ModelProvider>,
  options: ModelContractOptions = {},
): ModelSubject {
  return {
    createProvider,
    shapes: [
      { inputShape: [28, 28, 1], classes: 10 },
      { inputShape: [32, 32, 3], classes: 100 },
    ],
    smallShape: { inputShape: [16, 16, 1], classes: 3 },
    ...{ options: [], badOptions: [] },
    ...options,
  };
}

/**
 * Registers one test per promise that a model makes, with the runner's own `describe` and `it`:
 *
 * ```ts
 * import { describe, it } from '@jest/globals'; // or vitest, mocha, node:test
 * import { modelContract } from '@dof/testing';
 * modelContract('my model', () => myModel, { describe, it }, { options: [{ width: 2 }], badOptions: [{ width: 0 }] });
 * ```
 */
export function modelContract(
  name: string,
  createProvider: () => ModelProvider | Promise<ModelProvider>,
  api: TestApi,
  options: ModelContractOptions = {},
): void {
  registerClauses(`${name} keeps the model contract`, modelClauses, modelSubject(createProvider, options), api);
}
