import { z } from 'zod';
import {
  adamShape as adam,
  learningRateBoundarySchema,
  momentumShape as momentum,
} from '../contracts/training-recipe-schema.js';
import type { OptimizerSpecification, TrainingRecipe } from '../contracts/training-recipe.js';
import { strictObject, withDefaults, withInputForms } from '../validation/strict-object.js';

/** The defaults of the reference code of Larsen et al. 2022. */
const adamShape = {
  learningRate: adam.learningRate.default(0.05).describe('of every step, unless the schedule says otherwise'),
  beta1: adam.beta1.default(0.9).describe('decay of the mean gradient'),
  beta2: adam.beta2.default(0.999).describe('decay of the mean squared gradient'),
  epsilon: adam.epsilon.default(1e-7).describe('added to the root of the mean square'),
};

const momentumShape = {
  learningRate: momentum.learningRate.default(0.1).describe('of every step, unless the schedule says otherwise'),
  momentum: momentum.momentum.default(0.9).describe('decay of the velocity'),
};

const namedOptimizerSchema = z.discriminatedUnion('name', [
  strictObject({ name: z.literal('adam'), ...adamShape }),
  strictObject({ name: z.literal('adam-constant-correction'), ...adamShape }),
  strictObject({ name: z.literal('momentum'), ...momentumShape }),
]) satisfies z.ZodType<OptimizerSpecification>;

type NamedOptimizer = z.input<typeof namedOptimizerSchema>;
type OptimizerInput = NamedOptimizer | NamedOptimizer['name'] | { readonly learningRate: number };

/** `adam`, `{ name: adam, ... }`, or settings of the default optimizer alone, without its name. */
function optimizerSchema(fallback: NamedOptimizer) {
  const settings = fallback.name === 'momentum' ? momentumShape : adamShape;
  const schema = z.preprocess((value) => {
    if (typeof value === 'string') return { name: value };
    return withDefaults(value, 'name', fallback, Object.keys(settings));
  }, namedOptimizerSchema) as unknown as z.ZodType<OptimizerSpecification, OptimizerInput>;
  const names = namedOptimizerSchema.options.map((option) => option.shape.name.value);
  return withInputForms(schema, z.union([z.enum(names), namedOptimizerSchema, strictObject(settings)]));
}

const scheduleSchema = z
  .array(learningRateBoundarySchema)
  .refine(
    (boundaries) => boundaries.every(({ step }, i) => i === 0 || step > boundaries[i - 1].step),
    'steps must rise from entry to entry',
  );

/** A training recipe. The optimizer and the passes that are used where none are given are the caller's. */
export function trainingSchemaWith(optimizer: NamedOptimizer, epochs: number) {
  return strictObject({
    optimizer: optimizerSchema(optimizer).prefault(optimizer).describe('adam, momentum, or one with its settings'),
    schedule: scheduleSchema.default([]).describe('learning rates that apply from a given step on, by rising step'),
    batchSize: z.int().min(1).default(128).describe('examples per step; those that fill no whole batch are dropped'),
    epochs: z.int().min(1).default(epochs).describe('passes over the training set'),
  }) satisfies z.ZodType<TrainingRecipe>;
}

/** A training recipe; the defaults are those of the reference code, with true Adam. */
export const trainingSchema = trainingSchemaWith({ name: 'adam' }, 5);
