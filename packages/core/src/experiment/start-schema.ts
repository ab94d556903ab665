import { z } from 'zod';
import { seedSchema } from './number-schemas.js';
import { WEIGHTS_LAYOUTS } from '../contracts/weights-reader.js';
import { strictObject, withDefaults, withInputForms } from '../validation/strict-object.js';

const seed = z
  .union([z.literal('run'), seedSchema])
  .default('run')
  .describe('run: every seed draws its own initialisation; a number: all runs share the one drawn from it');
const steps = z.int().min(0);

const initSchema = strictObject({ type: z.literal('init'), seed });

/** Exactly `steps` full-space steps; a list of steps gives one start each, and 0 steps is the initialisation. */
const burnInSchema = strictObject({
  type: z.literal('burn-in'),
  seed,
  steps: z
    .union([steps, z.array(steps).min(1)])
    .describe('full-space steps before training in the subspace; a list gives one start each'),
  learningRate: z.number().positive().default(0.05).describe('of the burn-in'),
  momentum: z.number().min(0).lt(1).default(0.9).describe('of the burn-in'),
  batchSize: z.int().min(1).default(128).describe('of the burn-in'),
});

/** Weights of a file. Where all are taken from it, every seed starts at the same point. */
const weightsSchema = strictObject({
  type: z.literal('weights'),
  file: z
    .string()
    .min(1)
    .describe('.safetensors, .npz or .onnx; a relative path counts from the folder of the experiment file'),
  except: z
    .union([z.string().min(1), z.array(z.string().min(1))])
    .default([])
    .describe('layers that begin at the initialisation all the same, by name, such as dense1'),
  layout: z
    .enum(WEIGHTS_LAYOUTS)
    .default('ours')
    .describe(
      'pytorch: kernels are arranged as PyTorch does, and images flattened channels first; .onnx says it itself',
    ),
  seed: seed.describe('of the layers in except; run: every seed draws its own; a number: all runs share one'),
});

const seedAloneSchema = strictObject({ seed });
type SeedAlone = z.input<typeof seedAloneSchema>;

/** A start without its type is the initialisation, where nothing else than that has such settings. */
const typedStartSchema = z.discriminatedUnion('type', [initSchema, burnInSchema, weightsSchema]);
const givenStartSchema = withInputForms(
  z.preprocess(
    (value) => withDefaults(value === 'burn-in' ? { type: value } : value, 'type', { type: 'init' }, ['seed']),
    typedStartSchema,
  ) as unknown as z.ZodType<z.output<typeof typedStartSchema>, z.input<typeof typedStartSchema> | SeedAlone>,
  z.union([typedStartSchema, seedAloneSchema]),
);

const startSchema = z.union([
  z.literal('init').transform(() => [initOf('run')]),
  givenStartSchema.transform((start) => {
    if (start.type === 'init') return [start];
    if (start.type === 'weights') {
      const except = [...new Set([start.except].flat())].sort();
      return [{ ...start, except, seed: except.length === 0 ? 0 : start.seed }];
    }
    const { steps: list, ...rest } = start;
    return [list].flat().map((count) => (count === 0 ? initOf(rest.seed) : { ...rest, steps: count }));
  }),
]);

/** One start or a list of them; every one is combined with every method, d and seed. */
export const startsSchema = z.union([
  startSchema,
  z
    .array(startSchema)
    .min(1)
    .transform((lists) => lists.flat()),
]);

function initOf(start: 'run' | number) {
  return { type: 'init' as const, seed: start };
}
