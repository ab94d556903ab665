import type { RunSpecification } from '@dof/core';
import { z } from 'zod';
import { modelSchema } from './model-schema.js';
import { jsonObjectSchema, pluginNameSchema, sha256Schema } from './schemas.js';

const count = z.int().min(1);
const seed = z.int().min(0);
const rate = z.number().positive();
const decay = z.number().min(0).lt(1);
const pluginShape = { name: pluginNameSchema, version: z.string(), options: jsonObjectSchema };

const adamShape = { learningRate: rate, beta1: decay, beta2: decay, epsilon: z.number().positive() };

const trainingSchema = z.looseObject({
  optimizer: z.discriminatedUnion('name', [
    z.strictObject({ name: z.literal('adam'), ...adamShape }),
    z.strictObject({ name: z.literal('adam-constant-correction'), ...adamShape }),
    z.strictObject({ name: z.literal('momentum'), learningRate: rate, momentum: decay }),
  ]),
  schedule: z.array(z.strictObject({ step: z.int().min(0), learningRate: rate })),
  batchSize: count,
  epochs: count,
});

const startSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('init'), seed }),
  z.strictObject({
    type: z.literal('burn-in'),
    seed,
    steps: count,
    learningRate: rate,
    momentum: decay,
    batchSize: count,
  }),
]);

/**
 * A run's specification, as it comes out of the queue. What names something to load is checked strictly. Members that
 * are not known here pass, as data: the hash of the run covers them, and core, whose code both sides have in the same
 * version, gives them their meaning.
 */
export const specificationSchema = z.looseObject({
  format: z.literal(1),
  model: modelSchema,
  data: z.strictObject({ ...pluginShape, contentHash: sha256Schema, trainCount: count, testCount: z.int().min(0) }),
  backend: z.strictObject({ name: pluginNameSchema, version: z.string(), codeHash: sha256Schema.optional() }),
  method: z.strictObject({
    ...pluginShape,
    codeHash: sha256Schema.optional(),
    files: z.record(z.string().max(4096), sha256Schema).optional(),
  }),
  start: startSchema,
  degreesOfFreedom: count,
  seed,
  training: trainingSchema,
  evaluation: z.looseObject({ every: z.literal('epoch'), batchSize: count }),
}) satisfies z.ZodType<RunSpecification>;
