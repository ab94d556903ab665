import { z } from 'zod';
import { strictObject } from '../validation/strict-object.js';
import type { ShapeOf } from './shape-of.js';
import type {
  AdamSpecification,
  LearningRateBoundary,
  MomentumSpecification,
  OptimizerSpecification,
  TrainingRecipe,
} from './training-recipe.js';

export const learningRateSchema = z.number().positive();

/** How fast a running average forgets: 0 is at once, 1 never. */
export const decaySchema = z.number().min(0).lt(1);

/** The settings of Adam, with either bias correction. */
export const adamShape = {
  learningRate: learningRateSchema,
  beta1: decaySchema,
  beta2: decaySchema,
  epsilon: z.number().positive(),
} satisfies ShapeOf<Omit<AdamSpecification, 'name'>>;

/** The settings of gradient descent with momentum. */
export const momentumShape = {
  learningRate: learningRateSchema,
  momentum: decaySchema,
} satisfies ShapeOf<Omit<MomentumSpecification, 'name'>>;

const optimizerSchema = z.discriminatedUnion('name', [
  strictObject({ name: z.literal('adam'), ...adamShape }),
  strictObject({ name: z.literal('adam-constant-correction'), ...adamShape }),
  strictObject({ name: z.literal('momentum'), ...momentumShape }),
]) satisfies z.ZodType<OptimizerSpecification>;

export const learningRateBoundarySchema = strictObject({
  step: z.int().min(0).describe('the first step that has it, counted from 0'),
  learningRate: learningRateSchema.describe('from that step on'),
} satisfies ShapeOf<LearningRateBoundary>);

/** A training recipe with everything filled in. Members that are not known here pass, as data. */
export const trainingRecipeSchema = z.looseObject({
  optimizer: optimizerSchema,
  schedule: z.array(learningRateBoundarySchema),
  batchSize: z.int().min(1),
  epochs: z.int().min(1),
} satisfies ShapeOf<TrainingRecipe>);
