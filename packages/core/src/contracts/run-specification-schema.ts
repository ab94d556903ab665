import { z } from 'zod';
import { jsonObjectSchema, sha256Schema } from './json-schema.js';
import { engineModelReferenceSchema, modelSpecSchema } from './model-spec-schema.js';
import type {
  BurnInStart,
  DataReference,
  EvaluationSchedule,
  InitialStart,
  PluginReference,
  RunSpecification,
  StoppingRule,
  WeightsStart,
} from './run.js';
import type { ShapeOf } from './shape-of.js';
import { decaySchema, learningRateSchema, trainingRecipeSchema } from './training-recipe-schema.js';
import { WEIGHTS_LAYOUTS } from './weights-reader.js';

const count = z.int().min(1);
const seed = z.int().min(0);

const pluginShape = {
  name: z.string(),
  version: z.string(),
  options: jsonObjectSchema,
  codeHash: sha256Schema.optional(),
  files: z.record(z.string().max(4096), sha256Schema).optional(),
} satisfies ShapeOf<PluginReference>;

const initialStartShape = { type: z.literal('init'), seed } satisfies ShapeOf<InitialStart>;

const burnInStartShape = {
  type: z.literal('burn-in'),
  seed,
  steps: count,
  learningRate: learningRateSchema,
  momentum: decaySchema,
  batchSize: count,
} satisfies ShapeOf<BurnInStart>;

const weightsStartShape = {
  type: z.literal('weights'),
  seed,
  file: z.string().max(4096),
  contentHash: sha256Schema,
  reader: z.strictObject({ name: z.string(), version: z.string() }),
  layout: z.enum(WEIGHTS_LAYOUTS),
  except: z.array(z.string()),
} satisfies ShapeOf<WeightsStart>;

/**
 * A run's specification, however it came: names are texts here, and whoever loads something by a name narrows it first.
 * Members that are not known here pass, as data: the hash of the run covers them, and a version that has them gives them
 * their meaning.
 */
export const runSpecificationSchema = z.looseObject({
  format: z.literal(1),
  model: z.union([modelSpecSchema, engineModelReferenceSchema]),
  data: z.strictObject({
    ...pluginShape,
    contentHash: sha256Schema,
    trainCount: count,
    testCount: z.int().min(0),
  } satisfies ShapeOf<DataReference>),
  backend: z.strictObject({ name: z.string(), version: z.string(), codeHash: sha256Schema.optional() }),
  method: z.strictObject(pluginShape),
  start: z.discriminatedUnion('type', [
    z.strictObject(initialStartShape),
    z.strictObject(burnInStartShape),
    z.strictObject(weightsStartShape),
  ]),
  degreesOfFreedom: count,
  seed,
  training: trainingRecipeSchema,
  evaluation: z.looseObject({
    every: z.literal('epoch'),
    batchSize: count,
  } satisfies ShapeOf<EvaluationSchedule>),
  stopping: z.looseObject({ trainLoss: z.number(), hopeless: z.boolean() } satisfies ShapeOf<StoppingRule>).optional(),
} satisfies ShapeOf<RunSpecification>);
