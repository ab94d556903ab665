import fc from 'fast-check';
import type { Arbitrary } from 'fast-check';
import type { GlobalPool2dSpec, LossName, ModelSpec } from '@dof/core';
import { arbitraryActivation, arbitraryBlock, type BlockOptions } from './arbitrary-block.js';
import { addNormalisation, blockLayers } from './block-layers.js';
import { LayerDraft } from './layer-draft.js';

/** Which networks {@link arbitraryModel} draws. The defaults are what every backend should do. */
export interface ArbitraryModelOptions extends BlockOptions {
  /** The largest number of channels and hidden units; default: 19, past two vectors of eight lanes. */
  readonly maximumChannels?: number;
  /** Global pools to end the image with, besides flattening; default: none. */
  readonly globalPools?: readonly GlobalPool2dSpec['type'][];
  /** Default: softmax cross-entropy only. */
  readonly losses?: readonly LossName[];
  /** Of networks with softmax cross-entropy; default: none. */
  readonly labelSmoothings?: readonly (number | undefined)[];
}

/**
 * Random networks for property tests: up to three blocks of convolution, activation and pooling in either order, then
 * up to one hidden dense layer and the logits; odd sides, odd channel counts and missing biases included. Layers that
 * do not fit the image any more are left out. Shrinks to fewer and smaller layers.
 */
export function arbitraryModel(options: ArbitraryModelOptions = {}): Arbitrary<ModelSpec> {
  const maximumChannels = options.maximumChannels ?? 19;
  const channels = fc.integer({ min: 1, max: maximumChannels });
  const activation = arbitraryActivation(options);
  const batchNorm = options.batchNorm ? fc.boolean() : fc.constant(false);
  const layerNorm = options.layerNorm ? fc.boolean() : fc.constant(false);
  return fc
    .record({
      height: fc.integer({ min: 1, max: 11 }),
      width: fc.integer({ min: 1, max: 11 }),
      channels: fc.integer({ min: 1, max: Math.min(5, maximumChannels) }),
      blocks: fc.array(arbitraryBlock(options, channels), { maxLength: 3 }),
      hidden: fc.option(fc.record({ units: channels, bias: fc.boolean(), activation, batchNorm, layerNorm })),
      classes: fc.integer({ min: 2, max: 12 }),
      outputBias: fc.boolean(),
      head: fc.constantFrom('flatten' as const, ...(options.globalPools ?? [])),
      loss: fc.constantFrom(...(options.losses ?? (['softmax-cross-entropy'] as const))),
      labelSmoothing: fc.constantFrom(...(options.labelSmoothings ?? [undefined])),
    })
    .map(({ height, width, channels, blocks, hidden, classes, outputBias, head, loss, labelSmoothing }) => {
      const draft = new LayerDraft(Math.min(height, width), channels);
      for (const block of blocks) blockLayers(draft, block);
      draft.add({ type: head });
      if (hidden) {
        draft.add({ type: 'dense', units: hidden.units, bias: hidden.bias });
        addNormalisation(draft, hidden);
        draft.activate(hidden.activation);
      }
      draft.add({ type: 'dense', units: classes, bias: outputBias });
      const smooths = labelSmoothing !== undefined && loss === 'softmax-cross-entropy';
      return {
        ...{ name: 'arbitrary', inputShape: [height, width, channels], layers: draft.layers, loss },
        ...(smooths && { labelSmoothing }),
      };
    });
}
