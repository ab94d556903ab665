import { placeInFile } from '../operations/flow.js';
import { requireParameters, type LayerWriter } from './layer-writer.js';

/** A matrix of `[units, inputs]`; what was an image has its channels first in the file. */
export const writeDense: LayerWriter = (context) => {
  const { name, flow, builder, parameters } = context;
  const { shape, values } = requireParameters(context, 'kernel');
  const [inputs, units] = shape;
  const place = placeInFile({ channels: inputs, imageChannels: flow.imageChannels });
  const matrix = new Float32Array(values.length);
  for (let row = 0; row < inputs; row++) {
    const to = place(row);
    for (let unit = 0; unit < units; unit++) matrix[unit * inputs + to] = values[row * units + unit];
  }
  const bias = parameters.get('bias');
  const names = [
    flow.value,
    builder.tensor(`${name}.weight`, [units, inputs], matrix),
    ...(bias === undefined ? [] : [builder.tensor(`${name}.bias`, bias.shape, bias.values)]),
  ];
  return { value: builder.node(name, 'Gemm', names, { transB: 1 }), imageChannels: undefined };
};
