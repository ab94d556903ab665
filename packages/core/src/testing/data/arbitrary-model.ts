import fc from 'fast-check';
import type { Arbitrary } from 'fast-check';
import type { LayerSpec, ModelSpec } from '../../contracts/model-spec.js';

/** Which networks {@link arbitraryModel} draws. The defaults are what every backend should do. */
export interface ArbitraryModelOptions {
  /** Side lengths of convolution kernels; default 1, 3, 5. */
  readonly kernelSizes?: readonly number[];
  /** Strides of convolutions; default 1 only. */
  readonly strides?: readonly number[];
  /** Paddings of convolutions; default SAME only. */
  readonly paddings?: readonly ('same' | 'valid')[];
  /** Side lengths of pooling windows; default 2 only. */
  readonly poolSizes?: readonly number[];
  /** Distances between pooling windows; default the window's side length only. */
  readonly poolStrides?: readonly number[];
  /** The largest number of channels and hidden units; default 19, past two vectors of eight lanes. */
  readonly maximumChannels?: number;
}

/** A convolution with its neighbours, before shapes are known. */
interface Block {
  readonly convolution: { readonly filters: number; readonly kernelSize: number; readonly stride: number } | null;
  readonly padding: 'same' | 'valid';
  readonly bias: boolean;
  readonly relu: boolean;
  readonly pool: 'averagePool2d' | 'maxPool2d' | null;
  readonly poolFirst: boolean;
  readonly poolSize: number;
  readonly poolStride: number | undefined;
}

/**
 * Random networks for property tests: up to three blocks of convolution, ReLU and pooling in either order, then up to
 * one hidden dense layer and the logits; odd sides, odd channel counts and missing biases included. Layers that do not
 * fit the image any more are left out. Shrinks to fewer and smaller layers.
 */
export function arbitraryModel(options: ArbitraryModelOptions = {}): Arbitrary<ModelSpec> {
  const maximumChannels = options.maximumChannels ?? 19;
  const channels = fc.integer({ min: 1, max: maximumChannels });
  const block: Arbitrary<Block> = fc.record({
    convolution: fc.option(
      fc.record({
        filters: channels,
        kernelSize: fc.constantFrom(...(options.kernelSizes ?? [1, 3, 5])),
        stride: fc.constantFrom(...(options.strides ?? [1])),
      }),
      { freq: 6 },
    ),
    padding: fc.constantFrom(...(options.paddings ?? (['same'] as const))),
    bias: fc.boolean(),
    relu: fc.boolean(),
    pool: fc.constantFrom(null, 'averagePool2d' as const, 'maxPool2d' as const),
    poolFirst: fc.boolean(),
    poolSize: fc.constantFrom(...(options.poolSizes ?? [2])),
    poolStride: fc.constantFrom(...(options.poolStrides ?? [undefined])),
  });
  return fc
    .record({
      height: fc.integer({ min: 1, max: 11 }),
      width: fc.integer({ min: 1, max: 11 }),
      channels: fc.integer({ min: 1, max: Math.min(5, maximumChannels) }),
      blocks: fc.array(block, { maxLength: 3 }),
      hidden: fc.option(fc.record({ units: channels, bias: fc.boolean() })),
      classes: fc.integer({ min: 2, max: 12 }),
      outputBias: fc.boolean(),
    })
    .map(({ height, width, channels, blocks, hidden, outputBias, classes }) => {
      const image = imageLayers(blocks, Math.min(height, width));
      return {
        name: 'arbitrary',
        inputShape: [height, width, channels] as const,
        layers: [
          ...image.layers,
          { type: 'flatten' as const },
          ...(hidden ? hiddenLayers(hidden, image.mayBeZero) : []),
          { type: 'dense' as const, units: classes, bias: outputBias },
        ],
        loss: 'softmax-cross-entropy' as const,
      };
    });
}

/**
 * The layers of the blocks that still fit an image with this shorter side. A ReLU is left out where entries are
 * exactly 0 whatever the input is (after a ReLU, with no bias since): it would sit on its kink in every draw.
 */
function imageLayers(blocks: readonly Block[], shorterSide: number): { layers: LayerSpec[]; mayBeZero: boolean } {
  const layers: LayerSpec[] = [];
  let side = shorterSide;
  let mayBeZero = false;
  for (const { convolution, padding, bias, relu, pool, poolFirst, poolSize, poolStride } of blocks) {
    if (convolution && (padding === 'same' || convolution.kernelSize <= side)) {
      const { kernelSize, stride } = convolution;
      side = padding === 'same' ? Math.ceil(side / stride) : Math.floor((side - kernelSize) / stride) + 1;
      mayBeZero = mayBeZero && !bias;
      layers.push({ type: 'conv2d', ...convolution, padding, bias });
    }
    const rest: LayerSpec[] = [];
    if (relu && !mayBeZero) {
      mayBeZero = true;
      rest.push({ type: 'relu' });
    }
    if (pool && poolSize <= side) {
      const stride = poolStride ?? poolSize;
      side = Math.floor((side - poolSize) / stride) + 1;
      rest.push({ type: pool, size: poolSize, stride });
    }
    layers.push(...(poolFirst ? rest.reverse() : rest));
  }
  return { layers, mayBeZero };
}

function hiddenLayers({ units, bias }: { units: number; bias: boolean }, mayBeZero: boolean): LayerSpec[] {
  const relu: LayerSpec[] = mayBeZero && !bias ? [] : [{ type: 'relu' }];
  return [{ type: 'dense', units, bias }, ...relu];
}
