import type { EngineModelReference, LayerSpec, ModelSpec } from '@dof/core';
import { z } from 'zod';
import { sha256Schema } from './schemas.js';

const count = z.int().min(1);

const layerSchema: z.ZodType<LayerSpec> = z.lazy(() =>
  z.discriminatedUnion('type', [
    z.strictObject({
      type: z.literal('conv2d'),
      filters: count,
      kernelSize: count,
      stride: count.optional(),
      padding: z.enum(['same', 'valid']).optional(),
      bias: z.boolean().optional(),
    }),
    z.strictObject({ type: z.literal('dense'), units: count, bias: z.boolean().optional() }),
    z.strictObject({ type: z.enum(['relu', 'gelu', 'tanh']) }),
    z.strictObject({ type: z.enum(['averagePool2d', 'maxPool2d']), size: count, stride: count.optional() }),
    z.strictObject({ type: z.enum(['globalAveragePool2d', 'globalMaxPool2d']) }),
    z.strictObject({ type: z.literal('flatten') }),
    z.strictObject({ type: z.literal('batchNorm'), epsilon: z.number().positive().optional() }),
    z.strictObject({
      type: z.literal('residual'),
      body: z.array(layerSchema).min(1),
      shortcut: z.array(layerSchema).optional(),
    }),
  ]),
);

const modelSpecSchema = z.strictObject({
  name: z.string(),
  inputShape: z.tuple([count, count, count]),
  layers: z.array(layerSchema).min(1),
  loss: z.enum(['softmax-cross-entropy', 'mean-squared-error']),
}) satisfies z.ZodType<ModelSpec>;

const engineModelSchema = z.strictObject({
  name: z.string(),
  format: z.string(),
  contentHash: sha256Schema,
}) satisfies z.ZodType<EngineModelReference>;

/** The model of a run: its layers, or the name and hash of one that an engine reads. */
export const modelSchema = z.union([modelSpecSchema, engineModelSchema]);
