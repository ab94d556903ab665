import { z } from 'zod';
import { strictObject } from '../validation/strict-object.js';
import type { EngineModelReference } from './engine-model.js';
import { sha256Schema } from './json-schema.js';
import { ACTIVATIONS, type ActivationName, type LayerSpec, type LossName, type ModelSpec } from './model-spec.js';
import type { ShapeOf } from './shape-of.js';

type LayerType = LayerSpec['type'];
type LayerOf<Type extends LayerType, Spec = LayerSpec> = Spec extends LayerSpec
  ? Type extends Spec['type']
    ? Omit<Spec, 'type'>
    : never
  : never;

const count = z.int().min(1);
const oddCount = count.refine((size) => size % 2 === 1, 'must be odd');
const pool = {
  size: count.describe('side of the windows'),
  stride: count.optional().describe('distance between windows; default: size'),
};

/** What every type of layer has besides its type. */
const layers: { readonly [Type in LayerType]: ShapeOf<LayerOf<Type>> } = {
  conv2d: {
    filters: count.describe('channels of the output'),
    kernelSize: oddCount.describe('side of the kernels, odd'),
    stride: count.optional().describe('distance between places of the kernel; default: 1'),
    padding: z.enum(['same', 'valid']).optional().describe('default: same, zeros around the image'),
    bias: z.boolean().optional().describe('default: true'),
  },
  dense: { units: count.describe('outputs'), bias: z.boolean().optional().describe('default: true') },
  ...(Object.fromEntries(ACTIVATIONS.map((type) => [type, {}])) as Record<ActivationName, object>),
  averagePool2d: pool,
  maxPool2d: pool,
  globalAveragePool2d: {},
  globalMaxPool2d: {},
  flatten: {},
  batchNorm: { epsilon: z.number().positive().optional().describe('added to the variance; default: 1e-5') },
  residual: {
    body: z.lazy(() => z.array(layerSchema).min(1)).describe('layers whose output is added to that of the shortcut'),
    shortcut: z
      .lazy(() => z.array(layerSchema))
      .optional()
      .describe('default: none, the input itself'),
  },
};

/** Every type of layer there is. */
export const LAYER_TYPES = Object.keys(layers) as [LayerType, ...LayerType[]];

const [first, ...rest] = LAYER_TYPES.map((type) => strictObject({ type: z.literal(type), ...layers[type] }));

/** One layer of a network. */
export const layerSchema = z.discriminatedUnion('type', [first, ...rest]) as unknown as z.ZodType<LayerSpec, LayerSpec>;

const losses: { readonly [Name in LossName]: Name } = {
  'softmax-cross-entropy': 'softmax-cross-entropy',
  'mean-squared-error': 'mean-squared-error',
};

/** A network of layers. Whether their shapes fit is for `layerShapes` to say. */
export const modelSpecSchema = strictObject({
  name: z.string().describe('in reports'),
  inputShape: z.tuple([count, count, count]).describe('height, width and channels of an image'),
  layers: z.array(layerSchema).min(1).describe('from the input to the outputs'),
  loss: z.enum(losses).describe('of the outputs and the labels'),
  labelSmoothing: z
    .number()
    .gt(0)
    .lt(1)
    .optional()
    .describe('of softmax-cross-entropy in training, never of a loss that is reported; default: none'),
} satisfies ShapeOf<ModelSpec>);

/** A model in a form of an engine's own. */
export const engineModelReferenceSchema = strictObject({
  name: z.string(),
  format: z.string(),
  contentHash: sha256Schema,
} satisfies ShapeOf<EngineModelReference>);
