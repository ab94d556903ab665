import { z } from 'zod';
import {
  adamShape as adam,
  learningRateBoundarySchema,
  learningRateSchema,
  momentumShape as momentum,
  scheduleEndSchema,
  warmUpSchema,
  weightDecaySchema,
} from '../contracts/training-recipe-schema.js';
import type { LearningRateSchedule, OptimizerSpecification, TrainingRecipe } from '../contracts/training-recipe.js';
import { strictObject, withDefaults, withInputForms } from '../validation/strict-object.js';

const L2 = 'added to the gradient as weightDecay times w, never to a loss that is reported; default: none';

/** Of a learning rate. */
type RateSchema = z.ZodType<number, number>;
const RATE = 'of every step, unless the schedule says otherwise';

/** The defaults of the reference code of Larsen et al. 2022. */
const plainAdamShape = (rate: RateSchema) => ({
  learningRate: rate.default(0.05).describe(RATE),
  beta1: adam.beta1.default(0.9).describe('decay of the mean gradient'),
  beta2: adam.beta2.default(0.999).describe('decay of the mean squared gradient'),
  epsilon: adam.epsilon.default(1e-7).describe('added to the root of the mean square'),
});

const adamShape = (rate: RateSchema) => ({
  ...plainAdamShape(rate),
  weightDecay: weightDecaySchema.optional().describe(L2),
});

/** The default of PyTorch. */
const adamWShape = (rate: RateSchema) => ({
  ...plainAdamShape(rate),
  weightDecay: weightDecaySchema
    .default(0.01)
    .describe('w moves by this share of itself, times the learning rate, towards 0 as far as the subspace lets it'),
});

const momentumShape = (rate: RateSchema) => ({
  learningRate: rate.default(0.1).describe(RATE),
  momentum: momentum.momentum.default(0.9).describe('decay of the velocity'),
  weightDecay: weightDecaySchema.optional().describe(L2),
});

const namedOptimizerSchema = (rate: RateSchema) =>
  z.discriminatedUnion('name', [
    strictObject({ name: z.literal('adam'), ...adamShape(rate) }),
    strictObject({ name: z.literal('adamw'), ...adamWShape(rate) }),
    strictObject({ name: z.literal('adam-constant-correction'), ...plainAdamShape(rate) }),
    strictObject({ name: z.literal('momentum'), ...momentumShape(rate) }),
  ]) satisfies z.ZodType<OptimizerSpecification>;

type NamedOptimizer = z.input<ReturnType<typeof namedOptimizerSchema>>;
type OptimizerInput = NamedOptimizer | NamedOptimizer['name'] | { readonly learningRate: number };

/** `adam`, `{ name: adam, ... }`, or settings of the default optimizer alone, without its name. */
function optimizerSchema(fallback: NamedOptimizer, rate: RateSchema) {
  const settings = fallback.name === 'momentum' ? momentumShape(rate) : adamShape(rate);
  const named = namedOptimizerSchema(rate);
  const schema = z.preprocess((value) => {
    if (typeof value === 'string') return { name: value };
    return withoutZeroDecay(withDefaults(value, 'name', fallback, Object.keys(settings)));
  }, named) as unknown as z.ZodType<OptimizerSpecification, OptimizerInput>;
  const names = named.options.map((option) => option.shape.name.value);
  return withInputForms(schema, z.union([z.enum(names), named, strictObject(settings)]));
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
export function trainingSchemaWith(optimizer: NamedOptimizer, epochs: number, rate: RateSchema = learningRateSchema) {
  return strictObject({
    optimizer: optimizerSchema(optimizer, rate)
      .prefault(optimizer)
      .describe('adam, momentum, or one with its settings'),
    schedule: scheduleSchema
      .default([])
      .describe('learning rates that apply from a given step on, by rising step; or a rule'),
    batchSize: z.int().min(1).default(128).describe('examples per step; those that fill no whole batch are dropped'),
    epochs: z.int().min(1).default(epochs).describe('passes over the training set'),
  }) satisfies z.ZodType<TrainingRecipe>;
}

const DEFAULT_OPTIMIZER = { name: 'adam' } as const;
const DEFAULT_EPOCHS = 5;

/** A training recipe; the defaults are those of the reference code, with true Adam. */
export const trainingSchema = trainingSchemaWith(DEFAULT_OPTIMIZER, DEFAULT_EPOCHS);

/** A recipe, at the middle one of several learning rates where there are several. */
export interface TunableTraining {
  readonly training: TrainingRecipe;
  /** Rising. */
  readonly learningRates?: readonly number[];
}

type TrainingInput = z.input<typeof trainingSchema>;
type WithRates<Input> = Input extends { learningRate?: number | undefined }
  ? Omit<Input, 'learningRate'> & { learningRate?: number | readonly number[] | undefined }
  : Input;
type TunableInput = Omit<TrainingInput, 'optimizer'> & { optimizer?: WithRates<TrainingInput['optimizer']> };

const ratesSchema = z.union([
  learningRateSchema,
  z
    .array(learningRateSchema)
    .min(2)
    .refine((rates) => new Set(rates).size === rates.length, 'must not name a rate twice'),
]);

/** A recipe that may list learning rates. */
export const tunableTrainingSchema = trainingSchemaWith(
  DEFAULT_OPTIMIZER,
  DEFAULT_EPOCHS,
  // A list passes as the optimizer's rate up to the next line, which takes it out.
  ratesSchema as unknown as RateSchema,
).transform(withoutList) as unknown as z.ZodType<TunableTraining, TunableInput>;

function withoutList(training: TrainingRecipe): TunableTraining {
  const rate: unknown = training.optimizer.learningRate;
  if (!Array.isArray(rate)) return { training };
  const learningRates = (rate as readonly number[]).toSorted((a, b) => a - b);
  // The lower of two: it diverges less.
  const learningRate = learningRates[Math.floor((learningRates.length - 1) / 2)];
  return { training: { ...training, optimizer: { ...training.optimizer, learningRate } }, learningRates };
}
