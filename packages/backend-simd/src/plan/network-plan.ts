import type { ActivationName, LossName } from '@dof/core';
import type { WinogradTiles } from './winograd-tiles.js';

/** Codes of kernels/plan.h; `requireSameLayout` compares them. */
export const OpKind = {
  convolution: 1,
  dense: 2,
  averagePool: 3,
  maxPool: 4,
  relu: 5,
  copy: 6,
  gelu: 7,
  tanh: 8,
  globalAveragePool: 9,
  globalMaxPool: 10,
  /** Sum of `input` and `other`. */
  add: 11,
  /** A second reader of `input`: `output` has the same values and a gradient of its own. */
  fork: 12,
  /** Batch normalisation of `input` to `output`: the part that reads the whole batch. */
  statistics: 13,
  /** The part that can only start when the statistics of the whole batch are known. */
  normalise: 14,
  silu: 15,
  leakyRelu: 16,
  /** GELU with the error function; `gelu` is the form with tanh. */
  geluExact: 17,
  layerNorm: 18,
  /** A convolution with groups of channels or dilation. */
  groupedConvolution: 19,
  paddedMaxPool: 20,
} as const satisfies Record<ActivationName, number> & Record<string, number>;
export type OpKind = (typeof OpKind)[keyof typeof OpKind];

/** The values that the slope of an activation is computed from, in kernels/activations.cpp. */
const SLOPE_FROM: Readonly<Record<ActivationName | 'geluExact', 'input' | 'output'>> = {
  relu: 'output',
  gelu: 'input',
  geluExact: 'input',
  silu: 'input',
  tanh: 'output',
  leakyRelu: 'input',
};

const slopeFromByKind = new Map<OpKind, 'input' | 'output'>(
  Object.entries(SLOPE_FROM).map(([name, values]) => [OpKind[name as keyof typeof SLOPE_FROM], values]),
);

/** What an operation that is an activation computes its slope from; undefined for every other one. */
export function slopeFrom(kind: OpKind): 'input' | 'output' | undefined {
  return slopeFromByKind.get(kind);
}

/** Whether an operation is a convolution of either kind. */
export function isConvolution(kind: OpKind): boolean {
  return kind === OpKind.convolution || kind === OpKind.groupedConvolution;
}

/** Whether an operation is a convolution or a dense layer: it does most of the work, and may end in a ReLU. */
export function isProduct(kind: OpKind): boolean {
  return isConvolution(kind) || kind === OpKind.dense;
}

/** The activations between two operations, for one image; a flat vector has height and width 1. */
export interface PlannedTensor {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  /** Floats from one pixel to the next: `channels` rounded up to whole vectors, or as they are. */
  readonly pixel: number;
  /** Zeros around the values that the next convolution reads as padding, in pixels. */
  readonly valueBorder: number;
  /** Zeros around the gradient that the input gradient of the convolution before reads. */
  readonly gradientBorder: number;
  /** Whether any layer before it has parameters. */
  readonly hasGradient: boolean;
  /** Index of the tensor, before this one, whose values these are; it may be another view of that one in its turn. */
  readonly valuesFrom?: number;
  /** Index of the tensor whose gradient this one's is as well. */
  readonly gradientFrom?: number;
}

/** Where a layer's parameters lie in the flat vector, and their packed sizes. */
export interface PlannedParameters {
  /** Index of the kernel's, or the scales', first entry in the flat vector. */
  readonly kernel: number;
  /** Index of the first bias, undefined without biases. */
  readonly bias?: number;
  /** Rows of the packed kernel: kernel positions, or products of a Winograd tile, times input channels; 1 for scales. */
  readonly rows: number;
  /** Rows of the packed transposed kernel: as `rows`, times output channels; 0 for scales. */
  readonly transposedRows: number;
}

export interface PlannedOp {
  readonly kind: OpKind;
  /** Indices of tensors. */
  readonly input: number;
  readonly output: number;
  /** The second input of a sum. */
  readonly other?: number;
  /** Convolution, dense, sum, normalise: a ReLU follows and is applied as the output is written. */
  readonly relu: boolean;
  /** Convolution, dense: the output's gradient must be masked or summed into the bias gradient by a pass of its own. */
  readonly finish: boolean;
  /** Side of a convolution's kernel or of a pooling window. */
  readonly size: number;
  /** Distance between places of a kernel or pooling windows. */
  readonly stride: number;
  /** Convolution, padded pooling: rows and columns of padding before the first of the input. */
  readonly padTop: number;
  readonly padLeft: number;
  readonly parameters?: PlannedParameters;
  /** A convolution by Winograd's minimal filtering. */
  readonly winograd?: WinogradTiles;
  /** Pooling: the ReLU mask and the bias sum of the layer that gave the input are applied here. */
  readonly finishes: boolean;
  /** Normalisations: added to the variance. */
  readonly epsilon: number;
  /** Grouped convolution: groups of channels, and the distance between the pixels that a kernel meets. */
  readonly groups: number;
  readonly dilation: number;
  /** Leaky ReLU: its slope below 0. */
  readonly slope: number;
}

/** A network as a list of kernel operations, without addresses. The first tensor is the input. */
export interface NetworkPlan {
  readonly tensors: readonly PlannedTensor[];
  readonly ops: readonly PlannedOp[];
  /** By index of the operation, never falling: the segment it is in. Blocks of images go through one segment at a time. */
  readonly segments: readonly number[];
  /** Whether every second pass takes the blocks in reverse order, beginning with what is still in the cache. */
  readonly alternate: boolean;
  /** Index of the tensor that the loss reads. */
  readonly logits: number;
  readonly loss: LossName;
  /** 0 for none. */
  readonly labelSmoothing: number;
}
