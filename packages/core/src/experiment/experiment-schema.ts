import { z } from 'zod';
import { degreesOfFreedomSchema, lossLevelSchema, seedSchema } from './number-schemas.js';
import { modelSchema } from './model-schema.js';
import { searchSchema } from './search-schema.js';
import { predictionSchema } from './prediction-schema.js';
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

/** A method where one alone is given: without its name, it is the null model. */
const loneMethodSchema = z.union([
  name.transform((value) => ({ name: value, options: {} })),
  strictObject({ ...methodShape, name: name.default('random') }),
]);

/** How `dof benchmark` compares the methods with the null model. */
const benchmarkSchema = strictObject({
  null: loneMethodSchema.prefault('random'),
  /** Tried for the null and for every method alike, on seeds of their own; none: the recipes are taken as they are. */
  learningRates: z.array(z.number().positive()).default([]),
  tuningSeeds: z.int().min(1).max(1000).default(1),
  /** Levels of the test accuracy, beside the loss levels of `analysis`. */
  accuracyLevels: z.array(z.number().gt(0).max(1)).default([]),
});

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

/** An experiment file. Which plugins exist, and their options, is checked when they are loaded. */
export const experimentSchema = strictObject({
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
  benchmark: benchmarkSchema.prefault({}),
  prediction: predictionSchema.prefault({}),
}).check((context) => {
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

/** What an experiment file may hold, before defaults. */
export type ExperimentInput = z.input<typeof experimentSchema>;
