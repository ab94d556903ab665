import type { Arbitrary } from 'fast-check';
import { layerShapes, walkLayers, type LayerSpec, type LossName, type ModelSpec } from '@dof/core';
import { arbitraryModel, type ArbitraryModelOptions } from '../problems/arbitrary-model.js';
import { SMOOTH_ACTIVATIONS } from '../reference/pointwise-layers.js';

/** What the contract tries beyond the layers that every backend does, by the family that a backend declares. */
export type LayerFamily =
  | 'strides'
  | 'valid-padding'
  | 'smooth-activations'
  | 'global-pools'
  | 'batch-norm'
  | 'residual'
  | 'groups'
  | 'dilation'
  | 'explicit-padding'
  | 'layer-norm'
  | 'leaky-relu'
  | 'exact-gelu'
  | 'mean-squared-error'
  | 'label-smoothing';

interface FamilyDefinition {
  /** What {@link arbitraryModel} needs to draw the family. */
  readonly options: ArbitraryModelOptions;
  /** A layer of the family, for an input of 4 x 4 x 2. */
  readonly example?: LayerSpec;
  readonly loss?: LossName;
  readonly labelSmoothing?: number;
  readonly hasLayer: (layer: LayerSpec) => boolean;
}

const definitions: Record<LayerFamily, FamilyDefinition> = {
  strides: {
    options: { strides: [1, 2, 3] },
    example: { type: 'conv2d', filters: 2, kernelSize: 3, stride: 2 },
    hasLayer: (layer) => layer.type === 'conv2d' && (layer.stride ?? 1) > 1,
  },
  'valid-padding': {
    options: { paddings: ['same', 'valid'] },
    example: { type: 'conv2d', filters: 2, kernelSize: 3, padding: 'valid' },
    hasLayer: (layer) => layer.type === 'conv2d' && layer.padding === 'valid' && layer.kernelSize > 1,
  },
  'smooth-activations': {
    options: { activations: ['relu', ...SMOOTH_ACTIVATIONS] },
    example: { type: 'gelu' },
    hasLayer: (layer) => SMOOTH_ACTIVATIONS.some((smooth) => smooth === layer.type) && !isExactGelu(layer),
  },
  'global-pools': {
    options: { globalPools: ['globalAveragePool2d', 'globalMaxPool2d'] },
    example: { type: 'globalAveragePool2d' },
    hasLayer: ({ type }) => type === 'globalAveragePool2d' || type === 'globalMaxPool2d',
  },
  'batch-norm': {
    options: { batchNorm: true },
    example: { type: 'batchNorm' },
    hasLayer: ({ type }) => type === 'batchNorm',
  },
  residual: {
    options: { residual: true },
    example: { type: 'residual', body: [{ type: 'conv2d', filters: 2, kernelSize: 3 }] },
    hasLayer: ({ type }) => type === 'residual',
  },
  groups: {
    options: { groups: true },
    example: { type: 'conv2d', filters: 4, kernelSize: 3, groups: 2 },
    hasLayer: (layer) => layer.type === 'conv2d' && (layer.groups ?? 1) > 1,
  },
  dilation: {
    options: { dilations: [1, 2] },
    example: { type: 'conv2d', filters: 2, kernelSize: 3, dilation: 2 },
    hasLayer: (layer) => layer.type === 'conv2d' && (layer.dilation ?? 1) > 1 && layer.kernelSize > 1,
  },
  'explicit-padding': {
    options: { paddings: ['same', 0, 1, 2], poolSizes: [2, 3], poolPaddings: [0, 1] },
    example: { type: 'conv2d', filters: 2, kernelSize: 3, padding: 2 },
    hasLayer: (layer) =>
      (layer.type === 'conv2d' && typeof layer.padding === 'number') ||
      (layer.type === 'maxPool2d' && (layer.padding ?? 0) > 0),
  },
  'layer-norm': {
    options: { layerNorm: true },
    example: { type: 'layerNorm' },
    hasLayer: ({ type }) => type === 'layerNorm',
  },
  'leaky-relu': {
    options: { activations: ['relu', 'leakyRelu', { type: 'leakyRelu', slope: 0.3 }] },
    example: { type: 'leakyRelu' },
    hasLayer: ({ type }) => type === 'leakyRelu',
  },
  'exact-gelu': {
    options: { activations: ['relu', { type: 'gelu', approximate: 'none' }] },
    example: { type: 'gelu', approximate: 'none' },
    hasLayer: isExactGelu,
  },
  'mean-squared-error': {
    options: { losses: ['softmax-cross-entropy', 'mean-squared-error'] },
    loss: 'mean-squared-error',
    hasLayer: () => false,
  },
  'label-smoothing': {
    options: { labelSmoothings: [undefined, 0.1, 0.5] },
    labelSmoothing: 0.1,
    hasLayer: () => false,
  },
};

/** Every family, for backends that do all of them. */
export const LAYER_FAMILIES = Object.keys(definitions) as readonly LayerFamily[];

/** Random networks out of these families. */
export function modelsOfFamilies(families: readonly LayerFamily[]): Arbitrary<ModelSpec> {
  return arbitraryModel(families.map((family) => definitions[family].options).reduce(joined, {}));
}

/** What either asks for. */
function joined(a: ArbitraryModelOptions, b: ArbitraryModelOptions): ArbitraryModelOptions {
  const lists = Object.entries(b).map(([name, value]: [string, unknown]) => {
    const other: unknown = Object.entries(a).find(([key]) => key === name)?.[1];
    return [name, Array.isArray(value) && Array.isArray(other) ? [...new Set<unknown>([...other, ...value])] : value];
  });
  return { ...a, ...Object.fromEntries(lists) };
}

function isExactGelu(layer: LayerSpec): boolean {
  return layer.type === 'gelu' && layer.approximate === 'none';
}

/** Whether a network needs a backend that does the family. */
export function isOfFamily(model: ModelSpec, family: LayerFamily): boolean {
  const { hasLayer, loss, labelSmoothing } = definitions[family];
  if (labelSmoothing !== undefined) return model.labelSmoothing !== undefined;
  return model.loss === loss || walkLayers(layerShapes(model)).some(({ layer }) => hasLayer(layer));
}

/** A small network of the family alone, for an input of 4 x 4 x 2 and 3 classes. */
export function exampleOfFamily(family: LayerFamily): ModelSpec {
  const { example, loss = 'softmax-cross-entropy', labelSmoothing } = definitions[family];
  const dense: LayerSpec[] = [{ type: 'flatten' }, { type: 'dense', units: 3 }];
  const layers = example ? [example, ...dense] : dense;
  return { name: family, inputShape: [4, 4, 2], layers, loss, ...(labelSmoothing !== undefined && { labelSmoothing }) };
}
