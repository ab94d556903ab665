import fc from 'fast-check';
import type { Arbitrary } from 'fast-check';
import type { ActivationSpec, Pool2dSpec } from '@dof/core';

/** Which blocks {@link arbitraryBlock} draws. */
export interface BlockOptions {
  /** Side lengths of convolution kernels; default: 1, 3, 5. */
  readonly kernelSizes?: readonly number[];
  /** Strides of convolutions; default: 1 only. */
  readonly strides?: readonly number[];
  /** Paddings of convolutions; default: SAME only. */
  readonly paddings?: readonly ('same' | 'valid')[];
  /** Kinds of pooling; default: both. */
  readonly pools?: readonly Pool2dSpec['type'][];
  /** Side lengths of pooling windows; default: 2 only. */
  readonly poolSizes?: readonly number[];
  /** Distances between pooling windows; default: the window's side length only. */
  readonly poolStrides?: readonly number[];
  /** Nonlinearities; default: ReLU only. */
  readonly activations?: readonly ActivationSpec['type'][];
  /**
   * Batch normalisation after convolutions, of the input and of hidden units, at random, always with a nonlinearity
   * behind it; default: none.
   */
  readonly batchNorm?: boolean;
  /** Residuals at random, nested ones and projected shortcuts included; default: none. */
  readonly residual?: boolean;
}

/** A convolution with its neighbours, before shapes are known. */
export interface Block {
  readonly convolution: { readonly filters: number; readonly kernelSize: number; readonly stride: number } | null;
  readonly padding: 'same' | 'valid';
  readonly bias: boolean;
  readonly activated: boolean;
  readonly pool: Pool2dSpec['type'] | null;
  readonly poolFirst: boolean;
  readonly poolSize: number;
  readonly poolStride: number | undefined;
  readonly activation: ActivationSpec['type'];
  readonly batchNorm: boolean;
  readonly residual: BlockResidual | null;
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
      fc.record({ filters: channels, kernelSize, stride: fc.constantFrom(...(options.strides ?? [1])) }),
      { freq: 6 },
    ),
    padding: fc.constantFrom(...(options.paddings ?? (['same'] as const))),
    bias: fc.boolean(),
    activated: fc.boolean(),
    pool: fc.constantFrom(null, ...(options.pools ?? (['averagePool2d', 'maxPool2d'] as const))),
    poolFirst: fc.boolean(),
    poolSize: fc.constantFrom(...(options.poolSizes ?? [2])),
    poolStride: fc.constantFrom(...(options.poolStrides ?? [undefined])),
    activation: fc.constantFrom(...(options.activations ?? (['relu'] as const))),
    batchNorm: options.batchNorm ? fc.boolean() : fc.constant(false),
    residual: options.residual
      ? fc.option(fc.record({ kernelSize, nested: fc.boolean(), projected: fc.boolean() }), { freq: 2 })
      : fc.constant(null),
  });
}
