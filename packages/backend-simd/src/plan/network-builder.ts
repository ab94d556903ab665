import { parameterLayout } from '@dof/core';
import type { LayerShape, ModelSpec, ParameterSegment } from '@dof/core';
import type { ConvolutionKernels } from '../engine/convolution-kernels.js';
import { OpKind, type PlannedOp, type PlannedParameters, type PlannedTensor } from './network-plan.js';

export type Writable<T> = { -readonly [K in keyof T]: T[K] };

const OP_DEFAULTS = {
  relu: false,
  finish: false,
  size: 1,
  stride: 1,
  padTop: 0,
  padLeft: 0,
  finishes: false,
  epsilon: 0,
  groups: 1,
  dilation: 1,
  slope: 0,
};

/** The operations of a network as they are added, in order. Every tensor but a fork's input has one reader. */
export class NetworkBuilder {
  readonly tensors: Writable<PlannedTensor>[] = [];
  readonly ops: Writable<PlannedOp>[] = [];
  readonly lanes: number;
  readonly convolution: ConvolutionKernels;
  readonly #segments: readonly ParameterSegment[];

  /** @param lanes float32 values per vector. */
  constructor(model: ModelSpec, lanes: number, convolution: ConvolutionKernels) {
    this.lanes = lanes;
    this.convolution = convolution;
    this.#segments = parameterLayout(model).segments;
  }

  padded(channels: number): number {
    return Math.ceil(channels / this.lanes) * this.lanes;
  }

  addTensor(
    { height, width, channels }: LayerShape,
    hasGradient: boolean,
    pixel: number = this.padded(channels),
  ): number {
    const tensor = { height, width, channels, pixel, valueBorder: 0, gradientBorder: 0, hasGradient };
    return this.tensors.push(tensor) - 1;
  }

  /** Adds an operation with a tensor for its output, and gives that tensor's index. */
  addOp(kind: OpKind, input: number, output: LayerShape, rest: Partial<PlannedOp> = {}): number {
    const hasGradient = [input, rest.other ?? input].some((index) => this.tensors[index].hasGradient);
    const to = this.addTensor(output, hasGradient || rest.parameters !== undefined);
    this.ops.push({ ...OP_DEFAULTS, kind, input, output: to, ...rest });
    return to;
  }

  /** A second reader of a tensor: another tensor with the same values and a gradient of its own. */
  addFork(input: number): number {
    const { height, width, channels, pixel, hasGradient } = this.tensors[input];
    const tensor = { height, width, channels, pixel, valueBorder: 0, gradientBorder: 0, hasGradient };
    const output = this.tensors.push({ ...tensor, valuesFrom: input }) - 1;
    this.ops.push({ ...OP_DEFAULTS, kind: OpKind.fork, input, output });
    return output;
  }

  /** The operation that computes a tensor's values; undefined for the input. */
  producerOf(tensor: number): Writable<PlannedOp> | undefined {
    return this.ops.find(({ kind, output }) => output === tensor && kind !== OpKind.statistics);
  }

  /** Whether the tensor has more readers than one. */
  isForked(tensor: number): boolean {
    return this.ops.some(({ kind, input }) => kind === OpKind.fork && input === tensor);
  }

  /** The parameters of a layer, by its name. */
  parametersOf(layer: string, rows: number, transposedRows: number): PlannedParameters {
    const offsetOf = (...kinds: string[]): number | undefined =>
      this.#segments.find((segment) => segment.layer === layer && kinds.includes(segment.kind))?.offset;
    const kernel = offsetOf('kernel', 'scale');
    if (kernel === undefined) throw new Error(`the layout has no parameters for ${layer}`);
    return { kernel, bias: offsetOf('bias'), rows, transposedRows };
  }
}
