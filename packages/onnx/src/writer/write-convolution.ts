import { numberSetting, requireParameters, type LayerWriter } from './layer-writer.js';

/** A kernel of `[filters, channelsIn / groups, height, width]`, and pads in numbers: few programs know SAME. */
export const writeConvolution: LayerWriter = (context) => {
  const { name, flow, builder, layer, input, output, parameters } = context;
  const { shape, values } = requireParameters(context, 'kernel');
  const [size, , channelsIn, filters] = shape;
  const [stride, dilation, group] = ['stride', 'dilation', 'groups'].map((key) => numberSetting(context, key, 1));
  const kernel = new Float32Array(values.length);
  let i = 0;
  for (let filter = 0; filter < filters; filter++) {
    for (let channel = 0; channel < channelsIn; channel++) {
      for (let place = 0; place < size * size; place++) {
        kernel[i++] = values[(place * channelsIn + channel) * filters + filter];
      }
    }
  }
  const padsOf = (before: number, after: number): readonly [number, number] => {
    const padding = layer['padding'] ?? 'same';
    if (typeof padding === 'number') return [padding, padding];
    if (padding === 'valid') return [0, 0];
    const all = Math.max((after - 1) * stride + (size - 1) * dilation + 1 - before, 0);
    return [Math.floor(all / 2), Math.ceil(all / 2)];
  };
  const [top, bottom] = padsOf(input.height, output.height);
  const [left, right] = padsOf(input.width, output.width);
  const bias = parameters.get('bias');
  const inputs = [
    flow.value,
    builder.tensor(`${name}.weight`, [filters, channelsIn, size, size], kernel),
    ...(bias === undefined ? [] : [builder.tensor(`${name}.bias`, bias.shape, bias.values)]),
  ];
  const attributes = {
    ...{ kernel_shape: [size, size], strides: [stride, stride], dilations: [dilation, dilation], group },
    pads: [top, left, bottom, right],
  };
  return { ...flow, value: builder.node(name, 'Conv', inputs, attributes) };
};
