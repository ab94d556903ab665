import { z } from 'zod';
import type { JsonObject } from '../contracts/json.js';
import { degreesOfFreedomSchema, lossLevelSchema, seedSchema } from './number-schemas.js';
import { modelSettingSchema } from './model-setting-schema.js';
import { namedPluginSchema, pluginNameSchema, pluginOptionsSchema, pluginSchema } from './plugin-schema.js';
import { searchSchema } from './search-schema.js';
import { startsSchema } from './start-schema.js';
import { strictObject } from '../validation/strict-object.js';
import { trainingSchema, tunableTrainingSchema } from './training-schema.js';

const methodShape = {
  name: pluginNameSchema.describe('a method by its name, the path of a module, or the name of a package'),
  options: pluginOptionsSchema,
  training: trainingSchema.optional().describe('a recipe of its own, in place of that of the experiment'),
  learningRate: z.number().positive().optional().describe("in place of the recipe's"),
  degreesOfFreedom: degreesOfFreedomSchema.optional().describe('in place of those of the experiment'),
  roundToAttainable: z.boolean().optional().describe('as for the experiment'),
};

const methodSchema = z.union([namedPluginSchema, strictObject(methodShape)]);

/** A method where one alone is given: without its name, it is the random affine subspace. */
export const loneMethodSchema = z.union([
  namedPluginSchema,
  strictObject({ ...methodShape, name: methodShape.name.default('random').describe('a method, by name') }),
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
  lossLevels: z
    .array(lossLevelSchema)
    .default([])
    .describe('levels eps of the loss over the full training set; none: a sensible few are chosen from the runs'),
  delta: z
    .number()
    .gt(0)
    .lt(1)
    .default(0.5)
    .describe('d* is the least d that reaches the level with probability 1 - delta'),
  fullModelShare: z
    .number()
    .gt(0)
    .lt(1)
    .default(0.9)
    .describe("the share of the full model's test accuracy that the intrinsic dimension d_int90 asks for"),
  confidence: z.number().gt(0).lt(1).default(0.95).describe('of every interval'),
});

export const tuneSchema = strictObject({
  seeds: z
    .int()
    .min(1)
    .max(1000)
    .default(2)
    .describe("seeds that each rate is tried on for each method, start and d, none of them among the experiment's own"),
});

const shape = {
  name: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, 'must be letters, digits, dots, dashes and underscores, to name a folder')
    .optional()
    .describe('names the results folder; default: the name of the file'),
  description: z.string().default('').describe('shown at the top of the report'),
  model: modelSettingSchema.describe(
    'a model by its name, module or package, with its options if need be; a list of layers; or a file that holds it',
  ),
  data: pluginSchema.describe('a data set by its name, the path of a module, or the name of a package'),
  backend: pluginNameSchema
    .default('simd')
    .describe('the engine: a name, the path of a module, or the name of a package'),
  methods: z
    .union([loneMethodSchema.transform((method) => [method]), z.array(methodSchema).min(1)])
    .prefault('random')
    .describe('one method of reducing degrees of freedom or a list of them'),
  degreesOfFreedom: degreesOfFreedomSchema
    .optional()
    .describe('every d to train at: a list, or a grid evenly spaced in log d; in its place: search'),
  roundToAttainable: z
    .boolean()
    .optional()
    .describe('takes the nearest d that a method can have, where it cannot have one; default: true for a grid'),
  search: searchSchema
    .optional()
    .describe('in place of degreesOfFreedom: d are chosen, run by run, until the interval for d* is narrow enough'),
  // Five agreeing runs on both sides pin a threshold to its bracketing pair of d at 95 %; four do not.
  seeds: seedsSchema.prefault(5).describe('runs of each d: a number n for the seeds 0 to n - 1, or a list of seeds'),
  start: startsSchema.prefault('init').describe('where training begins: one start or a list of them'),
  training: tunableTrainingSchema
    .optional()
    .describe("the recipe of training; default: the method's own, or that of the paper's reference code"),
  tune: tuneSchema.optional().describe('how the best of a list of learning rates is found'),
  evaluation: strictObject({
    batchSize: z.int().min(1).default(500).describe('examples evaluated at once; changes speed and memory only'),
  })
    .prefault({})
    .describe('how losses over whole data sets are computed'),
  keepCoordinates: z
    .boolean()
    .optional()
    .describe('whether what every run trained is stored, d numbers or twice that; default: true; runs are the same'),
  analysis: analysisSchema.prefault({}).describe('what is asked of the results; the runs are the same whatever it is'),
};

/**
 * Settings that an experiment file holds for packages which core knows nothing of: the schema of each top-level key, by its
 * owner. A schema fills in its own defaults where the key is absent.
 */
export type ExperimentSections = Readonly<Record<string, z.ZodType>>;

/** An experiment file with the sections given. Which plugins exist, and their options, is checked when they are loaded. */
export function experimentSchema<Sections extends ExperimentSections>(sections: Sections) {
  return strictObject({ ...shape, ...sections } as typeof shape).check((context) => {
    const { degreesOfFreedom, search, training, tune } = context.value;
    const lists = training?.learningRates !== undefined;
    // A list with a mistake of its own has been told of already.
    const isTold = context.issues.some(({ path }) => path?.[0] === 'training');
    if (!isTold && (lists ? search !== undefined : tune !== undefined)) {
      context.issues.push({
        code: 'custom',
        input: context.value,
        path: [lists ? 'search' : 'tune'],
        message: lists
          ? 'the best learning rate is looked for at each d of a list: give degreesOfFreedom, or one learning rate'
          : 'needs a list of learning rates, such as training: { optimizer: { learningRate: [0.1, 0.05, 0.02] } }',
      });
    }
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

/** The same as a JSON Schema of what stands in a file, for editors and for documents. */
export function experimentJsonSchema(sections: ExperimentSections): JsonObject {
  const { $schema, ...schema } = z.toJSONSchema(experimentSchema(sections), { io: 'input', unrepresentable: 'any' });
  return JSON.parse(JSON.stringify({ $schema, title: 'An experiment of dof', ...schema })) as JsonObject;
}

/** What an experiment file may hold without sections of other packages, before defaults. */
export type ExperimentInput = z.input<ReturnType<typeof experimentSchema>>;
