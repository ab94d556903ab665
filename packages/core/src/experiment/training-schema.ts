import { z } from 'zod';
import type { OptimizerSpecification, TrainingRecipe } from '../contracts/training-recipe.js';
import { strictObject } from './strict-object.js';

const learningRate = z.number().positive();
const decay = z.number().min(0).lt(1);
/** The defaults of the reference code of Larsen et al. 2022. */
const adamShape = {
  learningRate: learningRate.default(0.05),
  beta1: decay.default(0.9),
  beta2: decay.default(0.999),
  epsilon: z.number().positive().default(1e-7),
};

const optimizerSchema = z.discriminatedUnion('name', [
  strictObject({ name: z.literal('adam'), ...adamShape }),
  strictObject({ name: z.literal('adam-constant-correction'), ...adamShape }),
  strictObject({ name: z.literal('momentum'), learningRate: learningRate.default(0.1), momentum: decay.default(0.9) }),
]) satisfies z.ZodType<OptimizerSpecification>;

const scheduleSchema = z
  .array(strictObject({ step: z.int().min(0), learningRate }))
  .refine(
    (boundaries) => boundaries.every(({ step }, i) => i === 0 || step > boundaries[i - 1].step),
    'steps must rise from entry to entry',
  );

/** A training recipe; the defaults are those of the reference code, with true Adam. */
export const trainingSchema = strictObject({
  optimizer: optimizerSchema.prefault({ name: 'adam' }),
  schedule: scheduleSchema.default([]),
  batchSize: z.int().min(1).default(128),
  epochs: z.int().min(1).default(5),
}) satisfies z.ZodType<TrainingRecipe>;
