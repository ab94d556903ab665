/** Codes of kernels/plan.h. */
export const OpKind = { convolution: 1, dense: 2, averagePool: 3, maxPool: 4, relu: 5, copy: 6 } as const;
export type OpKind = (typeof OpKind)[keyof typeof OpKind];

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
  /** Index of the tensor whose memory this one is another view of. */
  readonly aliasOf?: number;
}

/** Where a layer's parameters lie in the flat vector, and their packed sizes. */
export interface PlannedParameters {
  /** Index of the kernel's first entry in the flat vector. */
  readonly kernel: number;
  /** Index of the first bias, undefined without biases. */
  readonly bias?: number;
  /** Rows of the packed kernel: kernel positions times input channels. */
  readonly rows: number;
  /** Rows of the packed transposed kernel: kernel positions times output channels. */
  readonly transposedRows: number;
}

export interface PlannedOp {
  readonly kind: OpKind;
  /** Indices of tensors. */
  readonly input: number;
  readonly output: number;
  /** Convolution, dense: a ReLU follows and is applied as the output is written. */
  readonly relu: boolean;
  /** Convolution, dense: the output's gradient must be masked or summed into the bias gradient by a pass of its own. */
  readonly finish: boolean;
  /** Side of a convolution's kernel or of a pooling window. */
  readonly size: number;
  /** Distance between pooling windows. */
  readonly stride: number;
  readonly parameters?: PlannedParameters;
  /** Pooling: index of the operation before, when its ReLU mask and bias sum are applied here. */
  readonly finishes?: number;
}

/** A network as a list of kernel operations, without addresses. The first tensor is the input, the last the logits. */
export interface NetworkPlan {
  readonly tensors: readonly PlannedTensor[];
  readonly ops: readonly PlannedOp[];
}
