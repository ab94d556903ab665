import { layerShapes, modelSpecSchema } from '@dof/core';
import { assertSameJson, assertThat } from '../clauses/assertions.js';
import type { ContractClause } from '../clauses/contract-clause.js';
import { randomDataset } from '../problems/random-dataset.js';
import { referenceObjective } from '../reference/reference-objective.js';
import { forEveryNetwork, optionsFor, type ModelSubject } from './model-subject.js';
import { optionClauses } from './option-clauses.js';

/** Kebab-case, after the npm scope of the package that it comes from if that has one. */
const NAME = /^(@[a-z0-9~][a-z0-9._~-]*\/)?[a-z0-9]+(-[a-z0-9]+)*$/;

/** Every promise of the model contract, for runners of other kinds. */
export const modelClauses: readonly ContractClause<ModelSubject>[] = [
  {
    name: 'it says what it is',
    check: async ({ createProvider }) => {
      const { name, version, description } = await createProvider();
      assertThat(NAME.test(name), `the name ${JSON.stringify(name)} is not kebab-case`);
      assertThat(version !== '', 'the version is empty');
      assertThat(description !== '' && !description.includes('\n'), 'the description is not one line');
    },
  },
  {
    name: 'a network bears its name and takes the examples it is built for',
    check: forEveryNetwork(async ({ model, shape, provider: { name } }) => {
      assertThat(model.name === name, `the network is called ${model.name} instead of ${name}`);
      assertSameJson(model.inputShape, shape.inputShape, 'the input shape');
    }),
  },
  {
    name: 'the layers fit, and end in one output per class',
    check: forEveryNetwork(async ({ model, shape: { classes } }) => {
      const output = layerShapes(model).at(-1)?.output;
      assertSameJson(output, { height: 1, width: 1, channels: classes, flat: true }, 'the output');
    }),
  },
  {
    name: 'a network is plain data of known layers, as a run holds it',
    check: forEveryNetwork(async ({ model }) => {
      const stored: unknown = JSON.parse(JSON.stringify(model));
      const { error } = modelSpecSchema.safeParse(stored);
      const [issue] = error?.issues ?? [];
      assertThat(issue === undefined, `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
      assertSameJson(modelSpecSchema.parse(stored), model, 'the network, stored,');
    }),
  },
  {
    name: 'the same data and options give the same network again',
    check: forEveryNetwork(async ({ provider, shape, options, model }) => {
      assertSameJson(provider.build(shape, options), model, 'the second network');
    }),
  },
  {
    name: 'at the start the loss is finite, and every part of the parameters has a gradient',
    check: async (subject) => {
      for (const given of [{}, ...subject.options]) await checkStart(subject, given);
    },
  },
  ...optionClauses,
];

async function checkStart({ createProvider, smallShape }: ModelSubject, given: unknown): Promise<void> {
  const provider = await createProvider();
  const model = provider.build(smallShape, optionsFor(provider, given));
  const data = randomDataset([1, 2], { ...smallShape, trainCount: 4, testCount: 1 });
  const objective = referenceObjective(model, data, { batchSize: 4, evaluationBatchSize: 4 });
  const gradient = new Float32Array(objective.dimension);
  const batch = { split: 'train', indices: Uint32Array.of(0, 1, 2, 3) } as const;
  const loss = await objective.lossAndGradient(objective.initialise([3, 4]), batch, gradient);
  assertThat(Number.isFinite(loss), `the loss is ${loss}`);
  for (const { layer, kind, offset, length } of objective.layout.segments) {
    const part = gradient.subarray(offset, offset + length);
    assertThat(part.every(Number.isFinite), `the gradient of ${kind} of ${layer} is not finite`);
    assertThat(
      part.some((value) => value !== 0),
      `the gradient of ${kind} of ${layer} is 0`,
    );
  }
}
