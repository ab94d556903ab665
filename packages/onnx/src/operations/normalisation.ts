import type { ComposedNormalisation } from '../graph/composed-normalisation.js';
import { floatAttribute, integerAttribute, writtenNumber } from '../graph/node-attributes.js';
import { misfit, unsupported } from '../graph/onnx-error.js';
import { withLayer, type Mapped, type OperationContext, type Weights } from './flow.js';
import { optionalTensor, perChannel, requiredTensor } from './weights-of-node.js';

const DEFAULT_EPSILON = 1e-5;

/** Batch normalisation. Ours is by the statistics of the batch, so running ones of the file are left out, and that is said. */
export function batchNormalisation(context: OperationContext): Mapped {
  const { node, input } = context;
  if (integerAttribute(node, 'training_mode', 0) === 0 && node.outputs.length < 4) context.onRunningStatistics(node);
  const weights = (['scale', 'bias'] as const).map((kind, i) =>
    perChannel(context, kind, requiredTensor(context, i + 1, 1), input.channels, input),
  );
  return normalised(context, 'batchNorm', floatAttribute(node, 'epsilon', DEFAULT_EPSILON), weights);
}

/** Layer normalisation over the last axis: the entries of a vector, or the channels of an image that has them last. */
export function layerNormalisation(context: OperationContext): Mapped {
  const { node, input } = context;
  const axis = integerAttribute(node, 'axis', -1);
  const isLast = axis === -1 || axis === (input.flat ? 1 : 3);
  if (!isLast || !(input.flat || input.channelsLast)) {
    throw unsupported(
      node,
      'it must be over all entries of a vector, or over the channels of an image transposed to have them last',
    );
  }
  const scale = perChannel(context, 'scale', requiredTensor(context, 1, 1), input.channels, input);
  const given = optionalTensor(context, 2) ?? { name: '', shape: [], values: [0] };
  const weights = [scale, perChannel(context, 'bias', given, input.channels, input)];
  return normalised(context, 'layerNorm', floatAttribute(node, 'epsilon', DEFAULT_EPSILON), weights);
}

/** A normalisation written out: over the batch (and space), or over the entries of a vector. */
export function writtenNormalisation(context: OperationContext, written: ComposedNormalisation): Mapped {
  const { node, input, graph } = context;
  const axes = written.axes.map((axis) => (axis < 0 ? axis + (input.flat ? 2 : 4) : axis)).sort();
  const places = input.flat
    ? { '0': 'batchNorm', '1': 'layerNorm' }
    : input.channelsLast
      ? { '3': 'layerNorm' }
      : { '0,2,3': 'batchNorm' };
  const type = new Map(Object.entries(places)).get(String(axes));
  if (type === undefined) throw unsupported(node, `a normalisation over axes [${written.axes.join(', ')}]`);
  const weights = (['scale', 'bias'] as const).map((kind): Weights => {
    const tensor = graph.constant(written[kind]);
    if (tensor === undefined) throw misfit(node, `its ${kind} is no constant`);
    return perChannel(context, kind, tensor, input.channels, input);
  });
  return normalised(context, type, written.epsilon, weights);
}

function normalised(context: OperationContext, type: string, given: number, weights: readonly Weights[]): Mapped {
  const epsilon = writtenNumber(given);
  return withLayer(
    context,
    { type, epsilon: epsilon === DEFAULT_EPSILON ? undefined : epsilon },
    context.input,
    weights,
  );
}
