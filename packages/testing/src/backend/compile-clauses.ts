import { initialiseParameters, isDofError, parameterLayout, type ModelSpec } from '@dof/core';
import { randomDataset } from '../problems/random-dataset.js';
import { assertSame, assertThat } from '../clauses/assertions.js';
import type { ContractClause } from '../clauses/contract-clause.js';
import { forRandomModels, withBackend, type BackendSubject } from './backend-subject.js';
import { COMPILE_OPTIONS, randomProblem } from './random-problem.js';

const fitting: ModelSpec = {
  name: 'fitting',
  inputShape: [4, 4, 1],
  layers: [{ type: 'flatten' }, { type: 'dense', units: 3 }],
  loss: 'softmax-cross-entropy',
};

const misfits: Record<string, ModelSpec> = {
  'another input shape': { ...fitting, inputShape: [4, 2, 2] },
  'another number of classes': { ...fitting, layers: [{ type: 'flatten' }, { type: 'dense', units: 4 }] },
  'a dense layer on an image': { ...fitting, layers: [{ type: 'dense', units: 3 }] },
  'a pooling window larger than the image': {
    ...fitting,
    layers: [{ type: 'averagePool2d', size: 5 }, ...fitting.layers],
  },
};

/** What `Backend.describe`, `Backend.compile` and `Objective.initialise` promise. */
export const compileClauses: readonly ContractClause<BackendSubject>[] = [
  {
    name: 'it says what it is',
    check: (subject) =>
      withBackend(subject, async (backend) => {
        assertThat(/^[a-z][a-z0-9-]*$/.test(backend.name), `name '${backend.name}' is not in kebab-case`);
        assertThat(backend.version.trim() !== '', 'the version is empty');
        const { variant, detail } = backend.describe();
        assertThat(/^\S+$/.test(variant), `variant '${variant}' is not one word`);
        assertThat(/^[^\n]+$/.test(detail), `detail '${detail}' is not one line`);
      }),
  },
  {
    name: 'the layout is the one of core',
    check: (subject) =>
      forRandomModels(subject, async (backend, model, seed) => {
        const objective = await backend.compile(model, randomProblem(model, seed).data, COMPILE_OPTIONS);
        const expected = parameterLayout(model);
        assertThat(
          objective.dimension === expected.dimension,
          `D is ${objective.dimension}, not ${expected.dimension}`,
        );
        const [actual, wanted] = [objective.layout, expected].map((layout) => JSON.stringify(layout));
        assertThat(actual === wanted, `the layout is ${actual}, not ${wanted}`);
        objective.dispose();
      }),
  },
  {
    name: 'initialisation is the one of core: the same key gives the same bits, another key another point',
    check: (subject) =>
      forRandomModels(subject, async (backend, model, seed) => {
        const objective = await backend.compile(model, randomProblem(model, seed).data, COMPILE_OPTIONS);
        const expected = initialiseParameters(parameterLayout(model), [seed, 3]);
        assertSame(objective.initialise([seed, 3]), expected, 'w_0');
        assertSame(objective.initialise([seed, 3]), expected, 'w_0, drawn again');
        objective.dispose();
      }),
  },
  {
    name: 'a model that does not fit is refused with a DofError',
    check: (subject) =>
      withBackend(subject, async (backend) => {
        const data = randomDataset([1, 1], { inputShape: [4, 4, 1], classes: 3, trainCount: 5, testCount: 2 });
        for (const [what, model] of Object.entries(misfits)) {
          const error = await backend.compile(model, data, COMPILE_OPTIONS).then(
            () => undefined,
            (reason: unknown) => reason,
          );
          assertThat(error !== undefined, `${what} was accepted`);
          assertThat(isDofError(error), `${what} gave ${String(error)}, not a DofError`);
        }
      }),
  },
];
