import { placeInFile } from '../operations/flow.js';
import { numberSetting, requireParameters, type LayerWriter, type LayerWriterContext } from './layer-writer.js';

const DEFAULT_EPSILON = 1e-5;

/**
 * Mean, difference, variance, quotient, scale and bias as nodes of their own: the operation BatchNormalization takes the
 * statistics of the batch only where a program is built for training.
 */
export const writeBatchNormalisation: LayerWriter = (context) => {
  const { name, flow, builder, input } = context;
  const attributes = { axes: input.flat ? [0] : [0, 2, 3], keepdims: 1 };
  const mean = builder.node(`${name}.mean`, 'ReduceMean', [flow.value], attributes);
  const difference = builder.node(`${name}.difference`, 'Sub', [flow.value, mean]);
  const square = builder.node(`${name}.square`, 'Mul', [difference, difference]);
  const variance = builder.node(`${name}.variance`, 'ReduceMean', [square], attributes);
  const epsilon = builder.scalar(`${name}.epsilon`, numberSetting(context, 'epsilon', DEFAULT_EPSILON));
  const root = builder.node(`${name}.root`, 'Sqrt', [builder.node(`${name}.safe`, 'Add', [variance, epsilon])]);
  const quotient = builder.node(`${name}.quotient`, 'Div', [difference, root]);
  const [scale, bias] = scaleAndBias(context, input.flat ? [] : [1, 1]);
  const scaled = builder.node(`${name}.scaled`, 'Mul', [quotient, scale]);
  return { ...flow, value: builder.node(name, 'Add', [scaled, bias]) };
};

/** Over the entries of a vector; of an image over the channels of every pixel, which are put last for that. */
export const writeLayerNormalisation: LayerWriter = (context) => {
  const { name, flow, builder, input } = context;
  const attributes = { axis: -1, epsilon: { float: numberSetting(context, 'epsilon', DEFAULT_EPSILON) } };
  const normalised = (label: string, value: string): string =>
    builder.node(label, 'LayerNormalization', [value, ...scaleAndBias(context, [])], attributes);
  if (input.flat) return { ...flow, value: normalised(name, flow.value) };
  const last = builder.node(`${name}.last`, 'Transpose', [flow.value], { perm: [0, 2, 3, 1] });
  const value = builder.node(name, 'Transpose', [normalised(`${name}.normalised`, last)], { perm: [0, 3, 1, 2] });
  return { ...flow, value };
};

/** @param trailing axes of 1 behind that of the channels */
function scaleAndBias(context: LayerWriterContext, trailing: readonly number[]): readonly [string, string] {
  const { name, builder, flow, input } = context;
  const place = placeInFile({ channels: input.channels, imageChannels: flow.imageChannels });
  const written = (kind: 'scale' | 'bias', label: string): string => {
    const { values } = requireParameters(context, kind);
    const ordered = new Float32Array(values.length);
    values.forEach((value, i) => (ordered[place(i)] = value));
    return builder.tensor(`${name}.${label}`, [values.length, ...trailing], ordered);
  };
  return [written('scale', 'weight'), written('bias', 'bias')];
}
