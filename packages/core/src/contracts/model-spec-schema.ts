import { z } from 'zod';
import { strictObject } from '../validation/strict-object.js';
import type { EngineModelReference } from './engine-model.js';
import { sha256Schema } from './json-schema.js';
import type { LayerSpec, LossName, ModelSpec } from './model-spec.js';
import type { ShapeOf } from './shape-of.js';

type LayerType = LayerSpec['type'];
type LayerOf<Type extends LayerType, Spec = LayerSpec> = Spec extends LayerSpec
  ? Type extends Spec['type']
    ? Omit<Spec, 'type'>
    : never
  : never;

const count = z.int().min(1);
const oddCount = count.refine((size) => size % 2 === 1, 'must be odd');
const zeros = z.int().min(0);
const epsilon = z.number().positive().optional().describe('added to the variance; default: 1e-5');
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
    padding: z
      .union([z.enum(['same', 'valid']), zeros])
      .optional()
      .describe('zeros around the image; a number: so many on every side; default: same'),
    groups: count.optional().describe('groups of channels, each with kernels of its own; default: 1'),
    dilation: count.optional().describe('distance between the pixels that a kernel meets; default: 1'),
    bias: z.boolean().optional().describe('default: true'),
  },
  dense: { units: count.describe('outputs'), bias: z.boolean().optional().describe('default: true') },
  relu: {},
  gelu: {
    approximate: z
      .enum(['tanh', 'none'])
      .optional()
      .describe('tanh in place of the error function, or none; default: tanh'),
  },
  silu: {},
  tanh: {},
  leakyRelu: { slope: z.number().optional().describe('slope where x is below 0; default: 0.01') },
  averagePool2d: pool,
  maxPool2d: {
    ...pool,
    padding: zeros
      .optional()
      .describe('rows and columns on every side that are never the largest, at most half of size; default: 0'),
  },
  globalAveragePool2d: {},
  globalMaxPool2d: {},
  flatten: {},
  batchNorm: { epsilon },
  layerNorm: { epsilon },
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
