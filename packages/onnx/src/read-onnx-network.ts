import { DofError, isDofError, parameterLayout, type ModelSpec, type ParameterLayout } from '@dof/core';
import { badFile, quoted } from './graph/onnx-error.js';
import { stepsOfGraph } from './graph/steps-of-graph.js';
import { networkInput } from './network-input.js';
import type { Weights } from './operations/flow.js';
import { layersOfParts, weightsOfParts } from './operations/layers-of-parts.js';
import { mapSteps } from './operations/map-steps.js';
import { readOnnxModel } from './read-onnx-model.js';

/** How a file is read. */
export interface ReadOnnxOptions {
  /** Of the network; messages begin with it. */
  readonly name: string;
  /**
   * Height, width and channels of an example. Needed where the network takes vectors or does not tell: vectors are then
   * taken for such images, flattened with their channels first. Default: what the file says, a vector as `[1, 1, n]`.
   */
  readonly inputShape?: readonly [number, number, number];
}

/** A network of a file. */
export interface OnnxNetwork {
  /** Its layers; the loss is softmax cross entropy. */
  readonly model: ModelSpec;
  /** How `w` is cut. */
  readonly layout: ParameterLayout;
  /** The weights of the file, of length D. */
  readonly w: Float32Array;
  /** What is otherwise here than in the file, a sentence each. */
  readonly notices: readonly string[];
}

/**
 * Reads a network from the bytes of an ONNX file, opset 11 to 20.
 *
 * @throws DofError DOF_MODEL_FILE for what is no such file or does not fit itself, DOF_UNSUPPORTED_LAYER, naming the node,
 *   for an operation that no layer does
 */
export function readOnnxNetwork(bytes: Uint8Array, { name, inputShape }: ReadOnnxOptions): OnnxNetwork {
  try {
    return read(bytes, name, inputShape);
  } catch (error) {
    if (!isDofError(error)) throw error;
    throw new DofError(error.code, `${name}: ${error.message}`, { cause: error });
  }
}

function read(bytes: Uint8Array, name: string, inputShape: ReadOnnxOptions['inputShape']): OnnxNetwork {
  const graph = readOnnxModel(bytes);
  const { shape, flow } = networkInput(graph, inputShape);
  const running: string[] = [];
  const path = mapSteps(graph, stepsOfGraph(graph), flow, (node) => running.push(node.name || node.outputs[0]));
  const { imageChannels = 1, channels } = path.output;
  if (imageChannels !== 1 && imageChannels !== channels) {
    throw badFile('its output is a flattened image: a dense layer is expected before it');
  }
  const layers = [...(flow.flat ? [{ type: 'flatten' as const }] : []), ...layersOfParts(path.parts)];
  const model: ModelSpec = { name, inputShape: shape, layers, loss: 'softmax-cross-entropy' };
  const layout = parameterLayout(model);
  const weights = weightsOfParts(path.parts);
  return {
    model,
    layout,
    w: joined(layout, weights),
    notices: [...statisticsNotice(running), ...sharedNotice(weights)],
  };
}

function joined({ dimension, segments }: ParameterLayout, weights: readonly Weights[]): Float32Array {
  const w = new Float32Array(dimension);
  if (segments.length !== weights.length) throw new Error(`${weights.length} arrays for ${segments.length} segments`);
  segments.forEach(({ kind, shape, offset }, i) => {
    const { values } = weights[i];
    if (weights[i].kind !== kind || String(weights[i].shape) !== String(shape)) {
      throw new Error(`${weights[i].kind} [${String(weights[i].shape)}] in the place of ${kind} [${String(shape)}]`);
    }
    w.set(values, offset);
  });
  return w;
}

function statisticsNotice(nodes: readonly string[]): readonly string[] {
  if (nodes.length === 0) return [];
  const [first] = nodes;
  const where = nodes.length === 1 ? quoted(first) : `${quoted(first)} and ${nodes.length - 1} more`;
  return [
    `the running statistics of ${where} are left out: batch normalisation here takes those of the batch, in evaluation ` +
      'too, so outputs are not those of the file',
  ];
}

/** Exporters write equal weights once, so two layers of the same weights need not be tied. */
function sharedNotice(weights: readonly Weights[]): readonly string[] {
  const names = weights.filter(({ kind }) => kind === 'kernel').map(({ source }) => source);
  const [first, ...others] = new Set(names.filter((name, i) => names.indexOf(name) !== i));
  if (first === undefined) return [];
  const which = others.length === 0 ? quoted(first) : `${quoted(first)} and ${others.length} more`;
  return [
    `${which} stands at several places of the network: here each place has weights of its own, which start equal only from the weights of the file`,
  ];
}
