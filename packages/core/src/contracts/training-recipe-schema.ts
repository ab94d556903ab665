import { z } from 'zod';
import { strictObject } from '../validation/strict-object.js';
import type { ShapeOf } from './shape-of.js';
import type {
  AdamConstantCorrectionSpecification,
  AdamSpecification,
  AdamWSpecification,
  ConstantSchedule,
  CosineSchedule,
  LearningRateBoundary,
  LearningRateSchedule,
  MomentumSpecification,
  OptimizerSpecification,
  TrainingRecipe,
} from './training-recipe.js';

export const learningRateSchema = z.number().positive();

/** How fast a running average forgets: 0 is at once, 1 never. */
export const decaySchema = z.number().min(0).lt(1);

export const weightDecaySchema = z.number().min(0);

/** The settings that every kind of Adam has. */
export const adamShape = {
  learningRate: learningRateSchema,
  beta1: decaySchema,
  beta2: decaySchema,
  epsilon: z.number().positive(),
} satisfies ShapeOf<Omit<AdamConstantCorrectionSpecification, 'name'>>;

/** The settings of gradient descent with momentum. */
export const momentumShape = {
  learningRate: learningRateSchema,
  momentum: decaySchema,
} satisfies ShapeOf<Omit<MomentumSpecification, 'name' | 'weightDecay'>>;

const weightDecay = weightDecaySchema.optional();
const ofAdam = { ...adamShape, weightDecay } satisfies ShapeOf<Omit<AdamSpecification, 'name'>>;
const ofAdamW = { ...adamShape, weightDecay: weightDecaySchema } satisfies ShapeOf<Omit<AdamWSpecification, 'name'>>;
const ofMomentum = { ...momentumShape, weightDecay } satisfies ShapeOf<Omit<MomentumSpecification, 'name'>>;

const optimizerSchema = z.discriminatedUnion('name', [
  strictObject({ name: z.literal('adam'), ...ofAdam }),
  strictObject({ name: z.literal('adamw'), ...ofAdamW }),
  strictObject({ name: z.literal('adam-constant-correction'), ...adamShape }),
  strictObject({ name: z.literal('momentum'), ...ofMomentum }),
]) satisfies z.ZodType<OptimizerSpecification>;

export const learningRateBoundarySchema = strictObject({
  step: z.int().min(0).describe('the first step that has it, counted from 0'),
  learningRate: learningRateSchema.describe('from that step on'),
} satisfies ShapeOf<LearningRateBoundary>);

export const scheduleEndSchema = z.number().min(0);
export const warmUpSchema = z.int().min(0);

const ruleSchema = z.discriminatedUnion('type', [
  strictObject({
    type: z.literal('cosine'),
    to: scheduleEndSchema,
    warmUp: warmUpSchema,
  } satisfies ShapeOf<CosineSchedule>),
  strictObject({ type: z.literal('constant'), warmUp: warmUpSchema } satisfies ShapeOf<ConstantSchedule>),
]);

/** A training recipe with everything filled in. Members that are not known here pass, as data. */
export const trainingRecipeSchema = z.looseObject({
  optimizer: optimizerSchema,
  schedule: z.union([z.array(learningRateBoundarySchema), ruleSchema]) satisfies z.ZodType<LearningRateSchedule>,
  batchSize: z.int().min(1),
  epochs: z.int().min(1),
} satisfies ShapeOf<TrainingRecipe>);
