import { axesOf } from '../graph/composed-normalisation.js';
import { integerAttribute, integersAttribute, textAttribute } from '../graph/node-attributes.js';
import { unsupported } from '../graph/onnx-error.js';
import type { OnnxGraph } from '../graph/onnx-graph.js';
import { withLayer, type Mapped, type OperationContext } from './flow.js';

const DEEPEST_SHAPE = 16;

/** Nothing happens in training here: Identity, Dropout, casts between floats. */
export function nothing({ before, input }: OperationContext): Mapped {
  return { layers: before, output: input };
}

/** An image becomes a vector, channels first in the file. */
export function flatten(context: OperationContext): Mapped {
  const { input, before } = context;
  if (input.flat) return { layers: before, output: input };
  const { height, width, channels } = input;
  const output = { height: 1, width: 1, channels: height * width * channels, flat: true, imageChannels: channels };
  return withLayer(context, { type: 'flatten' }, output);
}

export function flattenOperation(context: OperationContext): Mapped {
  const axis = integerAttribute(context.node, 'axis', 1);
  if (axis === 1 || (axis === -3 && !context.input.flat)) return flatten(context);
  throw unsupported(context.node, `axis ${axis}: all axes but the batch are flattened, axis 1`);
}

/** A reshape to one row per example; to another shape there is no layer. */
export function reshape(context: OperationContext): Mapped {
  const { node, graph, input } = context;
  const target = shapeAt(graph, node.inputs[1] ?? '', 0);
  const [rows, columns, ...others] = target ?? [];
  const length = input.flat ? input.channels : input.height * input.width * input.channels;
  const areRows = rows === undefined || rows === -1 || rows === 0 || columns === -1;
  if (target?.length === 2 && others.length === 0 && areRows && (columns === -1 || columns === length)) {
    return flatten(context);
  }
  const shape = target?.map((size) => size ?? 'batch').join(', ') ?? 'that is computed';
  throw unsupported(node, `to shape [${shape}]: only to one row of ${length} for each example`);
}

/** Axes of one entry go, as behind global pooling. */
export function squeeze(context: OperationContext): Mapped {
  const { node, graph, input } = context;
  const axes = axesOf(graph, node)?.map((axis) => (axis < 0 ? axis + 4 : axis));
  const isOfSpace = axes !== undefined && axes.length > 0 && axes.every((axis) => axis >= 2);
  if (isOfSpace && input.height === 1 && input.width === 1) return flatten(context);
  throw unsupported(node, 'only height and width of 1, axes 2 and 3, can be left out');
}

/** To channels last and back, for what is done there. Images here have their channels last all the time. */
export function transpose({ node, before, input }: OperationContext): Mapped {
  const { channelsLast, ...image } = input;
  const order = String(integersAttribute(node, 'perm') ?? []);
  if (!input.flat && channelsLast === undefined && order === '0,2,3,1') {
    return { layers: before, output: { ...image, channelsLast: true } };
  }
  if (channelsLast && order === '0,3,1,2') return { layers: before, output: image };
  throw unsupported(node, `perm [${order}]: only from channels first to last, [0, 2, 3, 1], and back`);
}

/** Exporters write pads of nothing before a pool. */
export function pad(context: OperationContext): Mapped {
  const { node, graph } = context;
  const pads = graph.constant(node.inputs[1] ?? '')?.values;
  if (pads?.every((size) => size === 0)) return nothing(context);
  const mode = textAttribute(node, 'mode', 'constant');
  throw unsupported(
    node,
    `mode ${mode}, ${pads === undefined ? 'computed' : `[${Array.from(pads).join(', ')}]`}: only pads of nothing`,
  );
}

/** A shape that a graph computes; undefined entries depend on the examples, and so may undefined as a whole. */
function shapeAt(graph: OnnxGraph, name: string, depth: number): readonly (number | undefined)[] | undefined {
  const constant = graph.constant(name);
  if (constant !== undefined) return Array.from(constant.values);
  const node = graph.producer(name);
  if (node === undefined || depth > DEEPEST_SHAPE) return undefined;
  if (node.op === 'Concat') {
    const parts = node.inputs.map((input) => shapeAt(graph, input, depth + 1));
    return parts.every((part) => part !== undefined) ? parts.flat() : undefined;
  }
  if (node.op === 'Unsqueeze' || node.op === 'Cast') return shapeAt(graph, node.inputs[0] ?? '', depth + 1);
  // One size of an earlier shape.
  const isOfShape = node.op === 'Gather' && graph.producer(node.inputs[0] ?? '')?.op === 'Shape';
  return isOfShape && graph.scalar(node.inputs[1] ?? '') === 0 ? [undefined] : undefined;
}
