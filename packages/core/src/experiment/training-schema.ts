import { z } from 'zod';
import type { OptimizerSpecification, TrainingRecipe } from '../contracts/training-recipe.js';
import { strictObject, withDefaults } from '../validation/strict-object.js';

const learningRate = z.number().positive();
const decay = z.number().min(0).lt(1);
/** The defaults of the reference code of Larsen et al. 2022. */
const adamShape = {
  learningRate: learningRate.default(0.05),
  beta1: decay.default(0.9),
  beta2: decay.default(0.999),
  epsilon: z.number().positive().default(1e-7),
};

const momentumShape = { learningRate: learningRate.default(0.1), momentum: decay.default(0.9) };

const namedOptimizerSchema = z.discriminatedUnion('name', [
  strictObject({ name: z.literal('adam'), ...adamShape }),
  strictObject({ name: z.literal('adam-constant-correction'), ...adamShape }),
  strictObject({ name: z.literal('momentum'), ...momentumShape }),
]) satisfies z.ZodType<OptimizerSpecification>;

type NamedOptimizer = z.input<typeof namedOptimizerSchema>;
type OptimizerInput = NamedOptimizer | NamedOptimizer['name'] | { readonly learningRate: number };

/** `adam`, `{ name: adam, ... }`, or settings of the default optimizer alone, without its name. */
function optimizerSchema(fallback: NamedOptimizer) {
  const settings = Object.keys(fallback.name === 'momentum' ? momentumShape : adamShape);
  return z.preprocess((value) => {
    if (typeof value === 'string') return { name: value };
    return withDefaults(value, 'name', fallback, settings);
  }, namedOptimizerSchema) as unknown as z.ZodType<OptimizerSpecification, OptimizerInput>;
}

const scheduleSchema = z
  .array(strictObject({ step: z.int().min(0), learningRate }))
  .refine(
    (boundaries) => boundaries.every(({ step }, i) => i === 0 || step > boundaries[i - 1].step),
    'steps must rise from entry to entry',
  );

/** A training recipe. The optimizer and the passes that are used where none are given are the caller's. */
export function trainingSchemaWith(optimizer: NamedOptimizer, epochs: number) {
  return strictObject({
    optimizer: optimizerSchema(optimizer).prefault(optimizer),
    schedule: scheduleSchema.default([]),
    batchSize: z.int().min(1).default(128),
    epochs: z.int().min(1).default(epochs),
  }) satisfies z.ZodType<TrainingRecipe>;
}

/** A training recipe; the defaults are those of the reference code, with true Adam. */
export const trainingSchema = trainingSchemaWith({ name: 'adam' }, 5);
