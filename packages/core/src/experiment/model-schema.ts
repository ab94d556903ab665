import { z } from 'zod';
import type { LayerSpec, ModelSpec } from '../contracts/model-spec.js';
import { strictObject } from './strict-object.js';

const count = z.int().min(1);
const oddCount = count.refine((size) => size % 2 === 1, 'must be odd');

const layerSchema = z.discriminatedUnion('type', [
  strictObject({
    type: z.literal('conv2d'),
    filters: count,
    kernelSize: oddCount,
    stride: count.optional(),
    padding: z.enum(['same', 'valid']).optional(),
    bias: z.boolean().optional(),
  }),
  strictObject({ type: z.literal('dense'), units: count, bias: z.boolean().optional() }),
  strictObject({ type: z.literal('relu') }),
  strictObject({ type: z.literal('averagePool2d'), size: count, stride: count.optional() }),
  strictObject({ type: z.literal('maxPool2d'), size: count, stride: count.optional() }),
  strictObject({ type: z.literal('flatten') }),
]) satisfies z.ZodType<LayerSpec>;

/** A network written out in an experiment file. */
export const modelSchema = strictObject({
  name: z.string().min(1).default('custom'),
  inputShape: z.tuple([count, count, count]),
  layers: z.array(layerSchema).min(1),
  loss: z.literal('softmax-cross-entropy').default('softmax-cross-entropy'),
}) satisfies z.ZodType<ModelSpec>;
