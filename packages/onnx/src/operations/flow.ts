import type { ParameterKind } from '@dof/core';
import type { PlainLayer } from '../graph/known-activations.js';
import type { OnnxGraph } from '../graph/onnx-graph.js';
import type { OnnxNode } from '../graph/onnx-node.js';

/** What goes through the network at some place, an example of it. */
export interface Flow {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  /** A vector of `channels` entries. */
  readonly flat: boolean;
  /**
   * Of a vector that was an image: its channels, which came first in the file and come last here. Weights that meet it are
   * reordered, until a dense layer has made a vector of its own.
   */
  readonly imageChannels?: number | undefined;
  /** The file has transposed the image to channels last, where layer normalisation is over its channels. */
  readonly channelsLast?: true;
}

/** An array of parameters in our layout. */
export interface Weights {
  readonly kind: ParameterKind;
  readonly shape: readonly number[];
  readonly values: Float32Array;
  /** What it is called in the file. */
  readonly source: string;
}

/** One layer with its parameters, kernel or scale before bias. */
export interface MappedLayer {
  readonly node: OnnxNode;
  readonly layer: PlainLayer;
  readonly weights: readonly Weights[];
}

/** What an operation becomes: no layer, one, or an earlier one with a bias. */
export interface Mapped {
  readonly layers: readonly MappedLayer[];
  readonly output: Flow;
}

/** What an operation is mapped from. */
export interface OperationContext {
  readonly graph: OnnxGraph;
  readonly node: OnnxNode;
  readonly input: Flow;
  /** Earlier layers of the same path. */
  readonly before: readonly MappedLayer[];
  /** Called for a batch normalisation whose running statistics are left out. */
  onRunningStatistics(node: OnnxNode): void;
}

/** The layers before and one more. */
export function withLayer(
  { node, before }: Pick<OperationContext, 'node' | 'before'>,
  layer: PlainLayer,
  output: Flow,
  weights: readonly Weights[] = [],
): Mapped {
  const settings = Object.entries(layer).filter(([, value]) => value !== undefined);
  return { layers: [...before, { node, layer: Object.fromEntries(settings) as PlainLayer, weights }], output };
}

/**
 * For entry i of a flat vector as it is here, channels last, the place that it has in the file, channels first; the same
 * for a vector that was never an image.
 */
export function placeInFile({
  channels: length,
  imageChannels,
}: Pick<Flow, 'channels' | 'imageChannels'>): (i: number) => number {
  if (imageChannels === undefined || imageChannels === 1) return (i) => i;
  const pixels = length / imageChannels;
  return (i) => (i % imageChannels) * pixels + Math.floor(i / imageChannels);
}
