/** What a segment of the parameter vector is to its layer. */
export type ParameterKind = 'kernel' | 'bias' | 'scale';

/** One layer's kernel, bias or scale inside the flat parameter vector. */
export interface ParameterSegment {
  /** Layer type and its count among its kind from the input, such as `conv2d1` or `batchNorm1`. */
  readonly layer: string;
  readonly kind: ParameterKind;
  /** Row-major shape: `[kernelHeight, kernelWidth, channelsIn, channelsOut]`, `[inputs, units]` or `[channels]`. */
  readonly shape: readonly number[];
  /** Index of the first entry in the parameter vector. */
  readonly offset: number;
  /** Number of entries: the product of `shape`. */
  readonly length: number;
  /** Inputs that feed one output unit; scales the initial kernel. */
  readonly fanIn: number;
}

/** How the flat vector w of length D is cut into named segments, in layer order, kernel or scale before bias. */
export interface ParameterLayout {
  /** D, the number of parameters. */
  readonly dimension: number;
  readonly segments: readonly ParameterSegment[];
}
