import { z } from 'zod';
import { ACTIVATIONS, type LayerSpec, type ModelSpec } from '../contracts/model-spec.js';
import { filledText } from '../validation/filled-text.js';
import { strictObject } from '../validation/strict-object.js';

const count = z.int().min(1);
const oddCount = count.refine((size) => size % 2 === 1, 'must be odd');

const layerSchema: z.ZodType<LayerSpec, LayerSpec> = z.discriminatedUnion('type', [
  strictObject({
    type: z.literal('conv2d'),
    filters: count,
    kernelSize: oddCount,
    stride: count.optional(),
    padding: z.enum(['same', 'valid']).optional(),
    bias: z.boolean().optional(),
  }),
  strictObject({ type: z.literal('dense'), units: count, bias: z.boolean().optional() }),
  strictObject({ type: z.enum(ACTIVATIONS) }),
  strictObject({ type: z.enum(['averagePool2d', 'maxPool2d']), size: count, stride: count.optional() }),
  strictObject({ type: z.enum(['globalAveragePool2d', 'globalMaxPool2d']) }),
  strictObject({ type: z.literal('flatten') }),
  strictObject({ type: z.literal('batchNorm'), epsilon: z.number().positive().optional() }),
  strictObject({
    type: z.literal('residual'),
    body: z.lazy(() => z.array(layerSchema).min(1)),
    shortcut: z.lazy(() => z.array(layerSchema)).optional(),
  }),
]);

/** A network written out in an experiment file. */
export const modelSchema = strictObject({
  name: filledText.default('custom'),
  inputShape: z.tuple([count, count, count]),
  layers: z.array(layerSchema).min(1),
  loss: z.enum(['softmax-cross-entropy', 'mean-squared-error']).default('softmax-cross-entropy'),
}) satisfies z.ZodType<ModelSpec>;
