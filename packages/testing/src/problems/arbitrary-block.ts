import fc from 'fast-check';
import type { Arbitrary } from 'fast-check';
import type { ActivationSpec, Conv2dSpec, Pool2dSpec } from '@dof/core';

/** Which blocks {@link arbitraryBlock} draws. */
export interface BlockOptions {
  /** Side lengths of convolution kernels; default: 1, 3, 5. */
  readonly kernelSizes?: readonly number[];
  /** Strides of convolutions; default: 1 only. */
  readonly strides?: readonly number[];
  /** Paddings of convolutions; default: SAME only. */
  readonly paddings?: readonly NonNullable<Conv2dSpec['padding']>[];
  /** Distances between the pixels that a kernel meets; default: 1 only. */
  readonly dilations?: readonly number[];
  /** Groups of channels of convolutions, depthwise ones included, at random; default: none. */
  readonly groups?: boolean;
  /** Kinds of pooling; default: both. */
  readonly pools?: readonly Pool2dSpec['type'][];
  /** Side lengths of pooling windows; default: 2 only. */
  readonly poolSizes?: readonly number[];
  /** Distances between pooling windows; default: the window's side length only. */
  readonly poolStrides?: readonly number[];
  /** Paddings of maximum pooling, taken where they are at most half a window; default: 0 only. */
  readonly poolPaddings?: readonly number[];
  /** Nonlinearities, with settings or by name; default: ReLU only. */
  readonly activations?: readonly (ActivationSpec | ActivationSpec['type'])[];
  /**
   * Batch normalisation after convolutions, of the input and of hidden units, at random, always with a nonlinearity
   * behind it; default: none.
   */
  readonly batchNorm?: boolean;
  /** Layer normalisation of three channels and more, in the places of batch normalisation, at random; default: none. */
  readonly layerNorm?: boolean;
  /** Residuals at random, nested ones and projected shortcuts included; default: none. */
  readonly residual?: boolean;
}

/** A convolution with its neighbours, before shapes are known. */
export interface Block {
  readonly convolution: BlockConvolution | null;
  readonly padding: NonNullable<Conv2dSpec['padding']>;
  readonly bias: boolean;
  readonly activated: boolean;
  readonly pool: Pool2dSpec['type'] | null;
  readonly poolFirst: boolean;
  readonly poolSize: number;
  readonly poolStride: number | undefined;
  readonly poolPadding: number;
  readonly activation: ActivationSpec;
  readonly batchNorm: boolean;
  readonly layerNorm: boolean;
  readonly residual: BlockResidual | null;
}

/** A convolution before the channels of its input are known. */
export interface BlockConvolution {
  readonly filters: number;
  readonly kernelSize: number;
  readonly stride: number;
  readonly dilation: number;
  /** Where they divide the channels; else, and for `channels`, the convolution is depthwise. */
  readonly groups: number | 'channels';
}

/** How a block's convolution becomes the body of a residual, with a second convolution behind it. */
export interface BlockResidual {
  /** Side length of the second convolution's kernel. */
  readonly kernelSize: number;
  /** The second convolution stands in a residual of its own. */
  readonly nested: boolean;
  /** The shortcut is a convolution of its own, and the block may change the shape; else it is the identity. */
  readonly projected: boolean;
}

/** Blocks of random networks. What the options leave no choice about takes no randomness. */
export function arbitraryBlock(options: BlockOptions, channels: Arbitrary<number>): Arbitrary<Block> {
  const kernelSize = fc.constantFrom(...(options.kernelSizes ?? [1, 3, 5]));
  return fc.record({
    convolution: fc.option(
      fc.record({
        filters: channels,
        kernelSize,
        stride: fc.constantFrom(...(options.strides ?? [1])),
        dilation: fc.constantFrom(...(options.dilations ?? [1])),
        groups: options.groups ? fc.constantFrom<number | 'channels'>(1, 2, 3, 'channels') : fc.constant(1),
      }),
      { freq: 6 },
    ),
    padding: fc.constantFrom(...(options.paddings ?? (['same'] as const))),
    bias: fc.boolean(),
    activated: fc.boolean(),
    pool: fc.constantFrom(null, ...(options.pools ?? (['averagePool2d', 'maxPool2d'] as const))),
    poolFirst: fc.boolean(),
    poolSize: fc.constantFrom(...(options.poolSizes ?? [2])),
    poolStride: fc.constantFrom(...(options.poolStrides ?? [undefined])),
    poolPadding: fc.constantFrom(...(options.poolPaddings ?? [0])),
    activation: arbitraryActivation(options),
    batchNorm: options.batchNorm ? fc.boolean() : fc.constant(false),
    layerNorm: options.layerNorm ? fc.boolean() : fc.constant(false),
    residual: options.residual
      ? fc.option(fc.record({ kernelSize, nested: fc.boolean(), projected: fc.boolean() }), { freq: 2 })
      : fc.constant(null),
  });
}

/** One of the nonlinearities that are asked for. */
export function arbitraryActivation({ activations = ['relu'] }: BlockOptions): Arbitrary<ActivationSpec> {
  return fc.constantFrom(...activations.map((one): ActivationSpec => (typeof one === 'string' ? { type: one } : one)));
}
