import { z } from 'zod';
import {
  adamShape as adam,
  learningRateBoundarySchema,
  momentumShape as momentum,
  scheduleEndSchema,
  warmUpSchema,
  weightDecaySchema,
} from '../contracts/training-recipe-schema.js';
import type { LearningRateSchedule, OptimizerSpecification, TrainingRecipe } from '../contracts/training-recipe.js';
import { strictObject, withDefaults, withInputForms } from '../validation/strict-object.js';

const L2 = 'added to the gradient as weightDecay times w, never to a loss that is reported; default: none';

/** The defaults of the reference code of Larsen et al. 2022. */
const plainAdamShape = {
  learningRate: adam.learningRate.default(0.05).describe('of every step, unless the schedule says otherwise'),
  beta1: adam.beta1.default(0.9).describe('decay of the mean gradient'),
  beta2: adam.beta2.default(0.999).describe('decay of the mean squared gradient'),
  epsilon: adam.epsilon.default(1e-7).describe('added to the root of the mean square'),
};

const adamShape = { ...plainAdamShape, weightDecay: weightDecaySchema.optional().describe(L2) };

/** The default of PyTorch. */
const adamWShape = {
  ...plainAdamShape,
  weightDecay: weightDecaySchema
    .default(0.01)
    .describe('w moves by this share of itself, times the learning rate, towards 0 as far as the subspace lets it'),
};

const momentumShape = {
  learningRate: momentum.learningRate.default(0.1).describe('of every step, unless the schedule says otherwise'),
  momentum: momentum.momentum.default(0.9).describe('decay of the velocity'),
  weightDecay: weightDecaySchema.optional().describe(L2),
};

const namedOptimizerSchema = z.discriminatedUnion('name', [
  strictObject({ name: z.literal('adam'), ...adamShape }),
  strictObject({ name: z.literal('adamw'), ...adamWShape }),
  strictObject({ name: z.literal('adam-constant-correction'), ...plainAdamShape }),
  strictObject({ name: z.literal('momentum'), ...momentumShape }),
]) satisfies z.ZodType<OptimizerSpecification>;

type NamedOptimizer = z.input<typeof namedOptimizerSchema>;
type OptimizerInput = NamedOptimizer | NamedOptimizer['name'] | { readonly learningRate: number };

/** `adam`, `{ name: adam, ... }`, or settings of the default optimizer alone, without its name. */
function optimizerSchema(fallback: NamedOptimizer) {
  const settings = fallback.name === 'momentum' ? momentumShape : adamShape;
  const schema = z.preprocess((value) => {
    if (typeof value === 'string') return { name: value };
    return withoutZeroDecay(withDefaults(value, 'name', fallback, Object.keys(settings)));
  }, namedOptimizerSchema) as unknown as z.ZodType<OptimizerSpecification, OptimizerInput>;
  const names = namedOptimizerSchema.options.map((option) => option.shape.name.value);
  return withInputForms(schema, z.union([z.enum(names), namedOptimizerSchema, strictObject(settings)]));
}

/** No decay is written in one way only, so that both ways of saying so are the same run. */
function withoutZeroDecay(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('weightDecay' in value) || !('name' in value)) return value;
  const { weightDecay, ...rest } = value;
  return weightDecay === 0 && (rest.name === 'adam' || rest.name === 'momentum') ? rest : value;
}

const boundariesSchema = z
  .array(learningRateBoundarySchema)
  .refine(
    (boundaries) => boundaries.every(({ step }, i) => i === 0 || step > boundaries[i - 1].step),
    'steps must rise from entry to entry',
  );

const cosineSchema = strictObject({
  type: z.literal('cosine'),
  to: scheduleEndSchema.default(0).describe('the rate that the last step comes near to'),
  warmUp: warmUpSchema.default(0).describe('first steps, in which the rate rises evenly to that of the optimizer'),
});

const constantSchema = strictObject({
  type: z.literal('constant'),
  warmUp: warmUpSchema.min(1).describe('first steps, in which the rate rises evenly to that of the optimizer'),
});

const scheduleSchema = z.union([
  boundariesSchema,
  z.discriminatedUnion('type', [cosineSchema, constantSchema]),
]) satisfies z.ZodType<LearningRateSchedule>;

/** A training recipe. The optimizer and the passes that are used where none are given are the caller's. */
export function trainingSchemaWith(optimizer: NamedOptimizer, epochs: number) {
  return strictObject({
    optimizer: optimizerSchema(optimizer).prefault(optimizer).describe('adam, momentum, or one with its settings'),
    schedule: scheduleSchema
      .default([])
      .describe('learning rates that apply from a given step on, by rising step; or a rule'),
    batchSize: z.int().min(1).default(128).describe('examples per step; those that fill no whole batch are dropped'),
    epochs: z.int().min(1).default(epochs).describe('passes over the training set'),
  }) satisfies z.ZodType<TrainingRecipe>;
}

/** A training recipe; the defaults are those of the reference code, with true Adam. */
export const trainingSchema = trainingSchemaWith({ name: 'adam' }, 5);
