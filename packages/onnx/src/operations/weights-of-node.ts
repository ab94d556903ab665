import type { ParameterKind } from '@dof/core';
import { unsupported } from '../graph/onnx-error.js';
import type { OnnxTensor } from '../graph/tensor-values.js';
import { placeInFile, type Flow, type OperationContext, type Weights } from './flow.js';

type NodeContext = Pick<OperationContext, 'graph' | 'node'>;

/** A weight of a node, which must be a constant; undefined for an optional one that is not there. */
export function optionalTensor({ graph, node }: NodeContext, index: number): OnnxTensor | undefined {
  const name = node.inputs[index];
  if (name === undefined || name === '') return undefined;
  const tensor = graph.constant(name);
  if (tensor === undefined) throw unsupported(node, `its input ${index} must be a constant of the file, not computed`);
  return tensor;
}

/** The same where there must be one, of as many axes. */
export function requiredTensor(context: NodeContext, index: number, axes: number): OnnxTensor {
  const tensor = optionalTensor(context, index);
  if (tensor === undefined) throw unsupported(context.node, `its input ${index} is not there`);
  if (tensor.shape.length === axes) return tensor;
  const shape = `[${tensor.shape.join(', ')}]`;
  throw unsupported(
    context.node,
    `its input ${index} has shape ${shape}: ${axes} ${axes === 1 ? 'axis is' : 'axes are'} expected`,
  );
}

/** A bias or scale of one entry per channel or unit; a single number stands for all of them. */
export function perChannel(
  { node }: NodeContext,
  kind: ParameterKind,
  { name, shape, values }: OnnxTensor,
  channels: number,
  flow?: Flow,
): Weights {
  const largest = Math.max(1, ...shape);
  if (values.length !== largest || (largest !== channels && largest !== 1)) {
    throw unsupported(
      node,
      `its ${kind} has shape [${shape.join(', ')}]: one entry for each of ${channels} is expected`,
    );
  }
  const place = flow === undefined ? (i: number): number => i : placeInFile(flow);
  const ordered = Float32Array.from({ length: channels }, (_, i) => values[largest === 1 ? 0 : place(i)]);
  return { kind, shape: [channels], values: ordered, source: name };
}
