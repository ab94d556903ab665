import type { LayerSpec, ModelSpec, ParameterLayout } from '@dof/core';
import { LAYER_FAMILIES, referenceObjective, type LayerFamily } from '@dof/testing';
import type { BrokenSpecimen, Defect } from './broken-backend.js';

const clauseOf = (family: LayerFamily): string =>
  `layer family ${family}: as in the float64 reference where it is declared, refused where it is not`;

/** Computes another network than it was asked to. */
function computing(other: (model: ModelSpec) => ModelSpec): Defect {
  return { objective: (_right, model, data, options) => referenceObjective(other(model), data, options) };
}

function replacingLayers(replace: (layer: LayerSpec) => readonly LayerSpec[]): Defect {
  return computing((model) => ({ ...model, layers: model.layers.flatMap(replace) }));
}

const offByLittle: Defect = {
  objective: (right) => ({ lossAndGradient: async (...given) => (await right.lossAndGradient(...given)) + 1e-4 }),
};

const outputsOff: Defect = {
  objective: (right) => ({
    outputs: async (w, batch, out) => {
      await right.outputs?.(w, batch, out);
      out[0] += 1e-3 * out.reduce((most, z) => Math.max(most, Math.abs(z)), 1);
    },
  }),
};

/** Moves one layer's gradient by a ten-thousandth of its own size, which may be nothing beside the other layers'. */
function moveSmallestLayer({ segments }: ParameterLayout, gradient: Float32Array): void {
  const parts = segments.map(({ offset, length }) => gradient.subarray(offset, offset + length));
  const sizes = parts.map((part) => Math.max(...part.map(Math.abs)));
  const smallest = sizes.indexOf(Math.min(...sizes.filter((size) => size > 1e-3)));
  parts[smallest]?.forEach((value, i, part) => (part[i] = value + 1e-4 * sizes[smallest]));
}

const smallestLayerOff: Defect = {
  objective: (right) => ({
    lossAndGradient: async (w, batch, gradient) => {
      const loss = await right.lossAndGradient(w, batch, gradient);
      moveSmallestLayer(right.layout, gradient);
      return loss;
    },
  }),
};

const smallestLayerPulledOff: Defect = {
  objective: (right) => ({
    pullbackOutputs: async (w, batch, cotangent, gradient) => {
      await right.pullbackOutputs?.(w, batch, cotangent, gradient);
      moveSmallestLayer(right.layout, gradient);
    },
  }),
};

/** The layer without a setting, as an engine would compute it that overlooks the setting. */
function overlooking(type: LayerSpec['type'], setting: string): Defect {
  return replacingLayers((layer) => [
    layer.type === type
      ? (Object.fromEntries(Object.entries(layer).filter(([name]) => name !== setting)) as unknown as LayerSpec)
      : layer,
  ]);
}

/** Defects of backends that declare the family and do nothing else. */
const wrong: readonly (readonly [LayerFamily, string, RegExp, Defect])[] = [
  ['strides', 'a loss that is off', /loss of train/, offByLittle],
  ['valid-padding', 'a loss that is off', /loss of train/, offByLittle],
  [
    'smooth-activations',
    'tanh in place of GELU',
    /loss of train/,
    replacingLayers((layer) => [layer.type === 'gelu' ? { type: 'tanh' } : layer]),
  ],
  [
    'global-pools',
    'the mean in place of the maximum',
    /loss of train/,
    replacingLayers((layer) => [layer.type === 'globalMaxPool2d' ? { type: 'globalAveragePool2d' } : layer]),
  ],
  [
    'batch-norm',
    'another epsilon',
    /loss of train/,
    replacingLayers((layer) => [layer.type === 'batchNorm' ? { ...layer, epsilon: 1e-3 } : layer]),
  ],
  [
    'batch-norm',
    'statistics of the whole split in evaluations',
    /loss of train/,
    {
      objective: (_right, model, data, options) => {
        const { evaluate } = referenceObjective(model, data, { ...options, evaluationBatchSize: data.train.count });
        return { evaluate };
      },
    },
  ],
  ['batch-norm', 'a small layer whose gradient is off', /gradient of (conv2d|dense|batchNorm)\d/, smallestLayerOff],
  ['batch-norm', 'a small layer whose pull-back is off', /gradient of \w+\d, pull-back/, smallestLayerPulledOff],
  ['strides', 'outputs that are off', /outputs of train/, outputsOff],
  [
    'residual',
    'the identity left out',
    /loss of train/,
    replacingLayers((layer) => (layer.type === 'residual' && !layer.shortcut ? layer.body : [layer])),
  ],
  ['groups', 'a loss that is off', /loss of train/, offByLittle],
  ['dilation', 'neighbouring pixels', /loss of train/, overlooking('conv2d', 'dilation')],
  ['explicit-padding', 'a loss that is off', /loss of train/, offByLittle],
  [
    'layer-norm',
    'another epsilon',
    /loss of train/,
    replacingLayers((layer) => [layer.type === 'layerNorm' ? { ...layer, epsilon: 1e-3 } : layer]),
  ],
  ['leaky-relu', 'another slope', /loss of train/, overlooking('leakyRelu', 'slope')],
  ['exact-gelu', 'the form with tanh', /(loss|gradient) of train/, overlooking('gelu', 'approximate')],
  [
    'mean-squared-error',
    'another loss',
    /loss of train/,
    computing((model) => ({ ...model, loss: 'softmax-cross-entropy' })),
  ],
  ['label-smoothing', 'none of it', /loss of train \d/, computing(({ labelSmoothing: _, ...model }) => model)],
  [
    'label-smoothing',
    'smoothed evaluations',
    /loss of train(?! \d)/,
    {
      objective: (right, model) => ({
        evaluate: async (w, split) => {
          const { loss, accuracy } = await right.evaluate(w, split);
          return { loss: loss + (model.labelSmoothing ?? 0), accuracy };
        },
      }),
    },
  ],
];

/** Specimens for the clauses about layer families. */
export const brokenFamilies: readonly BrokenSpecimen[] = [
  ...LAYER_FAMILIES.map((family) => ({
    clause: clauseOf(family),
    defect: 'a backend that takes it without saying so',
    says: /was accepted: declare it/,
    make: () => ({}),
  })),
  {
    clause: clauseOf('residual'),
    defect: 'a bare error',
    says: /not a DofError/,
    make: () => ({
      backend: {
        compile: async () => {
          throw new TypeError('undefined is not a function');
        },
      },
    }),
  },
  ...wrong.map(([family, defect, says, made]) => ({
    clause: clauseOf(family),
    defect,
    says,
    layerFamilies: [family],
    make: () => made,
  })),
];
