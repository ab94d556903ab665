import { misfit } from '../graph/onnx-error.js';
import type { OnnxGraph } from '../graph/onnx-graph.js';
import type { OnnxNode } from '../graph/onnx-node.js';
import type { Step } from '../graph/steps-of-graph.js';
import { withLayer, type Flow, type Mapped, type MappedLayer, type OperationContext } from './flow.js';
import { writtenNormalisation } from './normalisation.js';
import { mapOperation } from './operation-table.js';

/** The sum of two paths. */
export interface MappedSum {
  readonly node: OnnxNode;
  readonly body: readonly MappedPart[];
  readonly shortcut: readonly MappedPart[];
}

export type MappedPart = MappedLayer | MappedSum;

/** A path through the network, and what is at its end. */
export interface MappedPath {
  readonly parts: readonly MappedPart[];
  readonly output: Flow;
}

/** The layers of a path. */
export function mapSteps(
  graph: OnnxGraph,
  steps: readonly Step[],
  input: Flow,
  onRunningStatistics: OperationContext['onRunningStatistics'],
): MappedPath {
  let parts: readonly MappedPart[] = [];
  let output = input;
  for (const step of steps) {
    if (step.kind === 'sum') {
      const [body, shortcut] = [step.body, step.shortcut].map((path) =>
        mapSteps(graph, path, output, onRunningStatistics),
      );
      requireSame(step.node, body.output, shortcut.output);
      parts = [...parts, { node: step.node, body: body.parts, shortcut: shortcut.parts }];
      output = body.output;
      continue;
    }
    // A bias belongs to the layer right before it, so that one may change.
    const last = parts.at(-1);
    const before = last !== undefined && 'layer' in last ? [last] : [];
    const mapped = mapStep(step, { graph, node: step.node, input: output, before, onRunningStatistics });
    parts = [...parts.slice(0, parts.length - before.length), ...mapped.layers];
    output = mapped.output;
  }
  return { parts, output };
}

function mapStep(step: Exclude<Step, { readonly kind: 'sum' }>, context: OperationContext): Mapped {
  if (step.kind === 'operation') return mapOperation(context);
  if (step.kind === 'activation') return withLayer(context, step.activation.layer, context.input);
  return writtenNormalisation(context, step.normalisation);
}

function requireSame(node: OnnxNode, body: Flow, shortcut: Flow): void {
  const text = ({ height, width, channels, flat, imageChannels, channelsLast }: Flow): string =>
    channelsLast
      ? `${height} x ${width} x ${channels}, channels last`
      : flat
        ? `a vector of ${channels}${imageChannels === undefined ? '' : ` from an image of ${imageChannels} channels`}`
        : `${height} x ${width} x ${channels}`;
  if (text(body) === text(shortcut)) return;
  throw misfit(node, `it adds ${text(body)} and ${text(shortcut)}`);
}
