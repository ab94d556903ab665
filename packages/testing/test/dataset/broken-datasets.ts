import { strictObject, type Dataset } from '@dof/core';
import type { DatasetContractOptions } from '@dof/testing';
import { z } from 'zod';
import { shared, stripes, withContent } from './right-dataset.js';

type Stripes = typeof stripes;

/** A specimen that one clause must refuse, and what it must say. */
export interface BrokenSpecimen {
  readonly clause: string;
  readonly defect: string;
  readonly says: RegExp;
  readonly make: () => Stripes;
  readonly options?: DatasetContractOptions;
}

const SAYS = 'it says what it is';
const WHERE = 'it says in one line where its data are';
const PLAIN = 'options are plain data that stays the same when validated again';
const BAD = 'bad options give DOF_BAD_OPTIONS';
const OPTIONS = 'loading leaves the options as they were';
const COUNTS = 'there are as many inputs and labels as it says';
const LABELS = 'labels are below the number of classes';
const SHARED = 'examples and labels are in memory that threads share';
const STANDARDISATION = 'the standardisation has finite numbers for every entry of an example';
const HASH = 'the content hash is that of the content';
const AGAIN = 'the same options give the same data again';

/** The right data set with its data replaced. */
function loading(change: (right: Dataset) => Partial<Dataset>): Stripes {
  return {
    ...stripes,
    load: async (options) => {
      const right = await stripes.load(options);
      return withContent(right, change(right));
    },
  };
}

/** Another pixel at every load. */
function restless(): Stripes {
  let loads = 0;
  return loading(({ test }) => ({ test: { ...test, inputs: shared([7, loads++]) } }));
}

/** One specimen at least for every clause of the data set contract. */
export const brokenDatasets: readonly BrokenSpecimen[] = [
  { clause: SAYS, defect: 'a name with a space', says: /kebab-case/, make: () => ({ ...stripes, name: 'My Data' }) },
  { clause: SAYS, defect: 'an empty version', says: /version is empty/, make: () => ({ ...stripes, version: '' }) },
  { clause: SAYS, defect: 'two lines', says: /not one line/, make: () => ({ ...stripes, description: 'a\nb' }) },
  {
    clause: WHERE,
    defect: 'nothing said',
    says: /"" is not one line/,
    make: () => ({ ...stripes, locate: async () => ({ found: false, detail: '' }) }),
  },
  {
    clause: PLAIN,
    defect: 'a value converted at every validation',
    says: /validated again are/,
    make: () => ({
      ...stripes,
      options: strictObject({
        train: z.int().default(4),
        scale: z
          .number()
          .default(1)
          .transform((scale) => scale / 2),
      }),
    }),
  },
  {
    clause: BAD,
    defect: 'unknown keys ignored',
    says: /"no-such-option":1\} were accepted/,
    make: () => ({ ...stripes, options: z.object({ train: z.int().default(4), scale: z.number().default(1) }) }),
  },
  {
    clause: BAD,
    defect: 'a value that its author says is bad',
    says: /"train":99\} were accepted/,
    make: () => ({ ...stripes, options: strictObject({ train: z.int().default(4), scale: z.number().default(1) }) }),
    options: { badOptions: [{ train: 99 }] },
  },
  {
    clause: OPTIONS,
    defect: 'options changed in place',
    says: /"train":4\} became .*"train":3\}/,
    make: () => ({
      ...stripes,
      load: async (options) => {
        const data = await stripes.load(options);
        options.train -= 1;
        return data;
      },
    }),
  },
  {
    clause: COUNTS,
    defect: 'an input too few',
    says: /train has 7 bytes for 4 examples of 1 x 2 x 1/,
    make: () => loading(({ train }) => ({ train: { ...train, inputs: train.inputs.subarray(1) } })),
  },
  {
    clause: COUNTS,
    defect: 'a label too many',
    says: /test has 2 labels for 1 examples/,
    make: () => loading(({ test }) => ({ test: { ...test, labels: shared([0, 1]) } })),
  },
  {
    clause: COUNTS,
    defect: 'no test examples',
    says: /test has 0 examples/,
    make: () => loading(() => ({ test: { count: 0, inputs: shared([]), labels: shared([]) } })),
  },
  {
    clause: LABELS,
    defect: 'labels that count from 1',
    says: /train has label 2 with 2 classes/,
    make: () => loading(({ train }) => ({ train: { ...train, labels: shared([1, 2, 1, 2]) } })),
  },
  {
    clause: SHARED,
    defect: 'inputs of its own',
    says: /inputs of train would be copied .* new Uint8Array\(new SharedArrayBuffer\(8\)\).* set\(bytes\)$/,
    make: () => loading(({ train }) => ({ train: { ...train, inputs: Uint8Array.from(train.inputs) } })),
  },
  {
    clause: SHARED,
    defect: 'labels of its own',
    says: /labels of test would be copied .* new Uint8Array\(new SharedArrayBuffer\(1\)\).* set\(bytes\)$/,
    make: () => loading(({ test }) => ({ test: { ...test, labels: Uint8Array.from(test.labels) } })),
  },
  {
    clause: STANDARDISATION,
    defect: 'a mean of one number',
    says: /mean has 1 entries, an example 2/,
    make: () => loading(() => ({ standardisation: { scale: 1, mean: Float32Array.of(0.5) } })),
  },
  {
    clause: STANDARDISATION,
    defect: 'a mean that is none',
    says: /mean is not finite/,
    make: () => loading(() => ({ standardisation: { scale: 1, mean: Float32Array.of(0.5, NaN) } })),
  },
  {
    clause: STANDARDISATION,
    defect: 'inputs scaled to nothing',
    says: /scale is 0/,
    make: () => loading(() => ({ standardisation: { scale: 0, mean: Float32Array.of(0, 0) } })),
  },
  {
    clause: HASH,
    defect: 'the hash of something else',
    says: /it is abc, the content's is [0-9a-f]{64}/,
    make: () => loading(() => ({ contentHash: 'abc' })),
  },
  {
    clause: AGAIN,
    defect: 'another pixel at every load',
    says: /inputs of test: entry 1 is 1 instead of 0/,
    make: restless,
  },
];
