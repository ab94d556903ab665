import { z } from 'zod';
import { degreesOfFreedomSchema, lossLevelSchema, seedSchema } from './number-schemas.js';
import { modelSchema } from './model-schema.js';
import { searchSchema } from './search-schema.js';
import { startsSchema } from './start-schema.js';
import { filledText, strictObject } from '../validation/strict-object.js';
import { trainingSchema } from './training-schema.js';

const name = filledText;

const jsonObject = z.record(z.string(), z.json());

/** `mnist`, or `{ name: mnist, options: { ... } }`. */
const pluginSchema = z.union([
  name.transform((value) => ({ name: value, options: {} })),
  strictObject({ name, options: jsonObject.default({}) }),
]);

/** A model in a form of the backend's own: `{ file: ./my-model.mjs }`. */
const modelFileSchema = strictObject({ name: name.optional(), file: name, options: jsonObject.default({}) });

const methodShape = {
  name,
  options: jsonObject.default({}),
  training: trainingSchema.optional(),
  learningRate: z.number().positive().optional(),
  degreesOfFreedom: degreesOfFreedomSchema.optional(),
  roundToAttainable: z.boolean().optional(),
};

const methodSchema = z.union([name.transform((value) => ({ name: value, options: {} })), strictObject(methodShape)]);

/** A method where one alone is given: without its name, it is the random affine subspace. */
export const loneMethodSchema = z.union([
  name.transform((value) => ({ name: value, options: {} })),
  strictObject({ ...methodShape, name: name.default('random') }),
]);

/** A count n stands for the seeds 0 to n - 1. */
const seedsSchema = z.union([
  z
    .int()
    .min(1, 'must be at least 1')
    .max(1_000_000)
    .transform((count) => Array.from({ length: count }, (_, i) => i)),
  z
    .array(seedSchema)
    .min(1)
    .refine((seeds) => new Set(seeds).size === seeds.length, 'must not name a seed twice'),
]);

const analysisSchema = strictObject({
  lossLevels: z.array(lossLevelSchema).default([]),
  delta: z.number().gt(0).lt(1).default(0.5),
  /** What d_int90 takes 90 % of is the test accuracy of the full model. */
  fullModelShare: z.number().gt(0).lt(1).default(0.9),
  confidence: z.number().gt(0).lt(1).default(0.95),
});

const shape = {
  name: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, 'must be letters, digits, dots, dashes and underscores, to name a folder')
    .optional(),
  description: z.string().default(''),
  model: z.union([name, modelSchema, modelFileSchema]),
  data: pluginSchema,
  backend: name.default('simd'),
  methods: z.union([loneMethodSchema.transform((method) => [method]), z.array(methodSchema).min(1)]).prefault('random'),
  degreesOfFreedom: degreesOfFreedomSchema.optional(),
  roundToAttainable: z.boolean().optional(),
  search: searchSchema.optional(),
  // Five agreeing runs on both sides pin a threshold to its bracketing pair of d at 95 %; four do not.
  seeds: seedsSchema.prefault(5),
  start: startsSchema.prefault('init'),
  training: trainingSchema.optional(),
  evaluation: strictObject({ batchSize: z.int().min(1).default(500) }).prefault({}),
  analysis: analysisSchema.prefault({}),
};

/**
 * Settings that an experiment file holds for packages which core knows nothing of: the schema of each top-level key, by its
 * owner. A schema fills in its own defaults where the key is absent.
 */
export type ExperimentSections = Readonly<Record<string, z.ZodType>>;

/** An experiment file with the sections given. Which plugins exist, and their options, is checked when they are loaded. */
export function experimentSchema<Sections extends ExperimentSections>(sections: Sections) {
  return strictObject({ ...shape, ...sections } as typeof shape).check((context) => {
    const { degreesOfFreedom, search } = context.value;
    if ((degreesOfFreedom === undefined) !== (search === undefined)) return;
    context.issues.push({
      code: 'custom',
      input: context.value,
      path: [degreesOfFreedom === undefined ? 'degreesOfFreedom' : 'search'],
      message:
        degreesOfFreedom === undefined
          ? 'expected a list such as [8, 32, 128], a grid { from, to, perOctave }, or search: { level, width } instead'
          : 'give degreesOfFreedom or search, not both',
    });
  });
}

/** What an experiment file may hold without sections of other packages, before defaults. */
export type ExperimentInput = z.input<ReturnType<typeof experimentSchema>>;
