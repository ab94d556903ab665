import type { LayerWriter, LayerWriterContext } from './layer-writer.js';
import { numberSetting } from './layer-writer.js';
import { writeConvolution } from './write-convolution.js';
import { writeDense } from './write-dense.js';
import { writeBatchNormalisation, writeLayerNormalisation } from './write-normalisation.js';

/** How each layer is written, by its type; residuals are sums of what is in them. */
export const LAYER_WRITERS: Readonly<Record<string, LayerWriter>> = {
  conv2d: writeConvolution,
  dense: writeDense,
  relu: elementwise(({ name, flow, builder }) => builder.node(name, 'Relu', [flow.value])),
  tanh: elementwise(({ name, flow, builder }) => builder.node(name, 'Tanh', [flow.value])),
  silu: elementwise(({ name, flow, builder }) =>
    builder.node(name, 'Mul', [flow.value, builder.node(`${name}.sigmoid`, 'Sigmoid', [flow.value])]),
  ),
  gelu: elementwise((context) => (context.layer['approximate'] === 'none' ? errorFunctionGelu : tanhGelu)(context)),
  leakyRelu: elementwise((context) => {
    const alpha = { float: numberSetting(context, 'slope', 0.01) };
    return context.builder.node(context.name, 'LeakyRelu', [context.flow.value], { alpha });
  }),
  averagePool2d: (context) => pool(context, 'AveragePool'),
  maxPool2d: (context) => pool(context, 'MaxPool'),
  globalAveragePool2d: (context) => globalPool(context, 'GlobalAveragePool'),
  globalMaxPool2d: (context) => globalPool(context, 'GlobalMaxPool'),
  flatten: (context) => {
    const { name, flow, builder, input } = context;
    if (input.flat) return flow;
    return { value: builder.node(name, 'Flatten', [flow.value], { axis: 1 }), imageChannels: input.channels };
  },
  batchNorm: writeBatchNormalisation,
  layerNorm: writeLayerNormalisation,
};

function elementwise(write: (context: LayerWriterContext) => string): LayerWriter {
  return (context) => ({ ...context.flow, value: write(context) });
}

/** x / 2 (1 + erf(x / sqrt(2))), as PyTorch writes it. */
function errorFunctionGelu({ name, flow: { value: x }, builder }: LayerWriterContext): string {
  const scaled = builder.node(`${name}.scaled`, 'Div', [x, builder.scalar(`${name}.root`, Math.SQRT2)]);
  const erf = builder.node(`${name}.erf`, 'Erf', [scaled]);
  return halfOfProduct({ name, x, gate: erf, builder });
}

/** x / 2 (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))) */
function tanhGelu({ name, flow: { value: x }, builder }: LayerWriterContext): string {
  const cube = builder.node(`${name}.cube`, 'Mul', [x, builder.node(`${name}.square`, 'Mul', [x, x])]);
  const term = builder.node(`${name}.term`, 'Mul', [cube, builder.scalar(`${name}.factor`, 0.044715)]);
  const sum = builder.node(`${name}.sum`, 'Add', [x, term]);
  const inner = builder.node(`${name}.inner`, 'Mul', [sum, builder.scalar(`${name}.root`, Math.sqrt(2 / Math.PI))]);
  return halfOfProduct({ name, x, gate: builder.node(`${name}.tanh`, 'Tanh', [inner]), builder });
}

interface GateOptions extends Pick<LayerWriterContext, 'name' | 'builder'> {
  readonly x: string;
  readonly gate: string;
}

function halfOfProduct({ name, x, gate, builder }: GateOptions): string {
  const open = builder.node(`${name}.open`, 'Add', [gate, builder.scalar(`${name}.one`, 1)]);
  const product = builder.node(`${name}.product`, 'Mul', [x, open]);
  return builder.node(name, 'Mul', [product, builder.scalar(`${name}.half`, 0.5)]);
}

function pool(context: LayerWriterContext, op: string): ReturnType<LayerWriter> {
  const { name, flow, builder } = context;
  const size = numberSetting(context, 'size', 1);
  const stride = numberSetting(context, 'stride', size);
  const pads = Array.from({ length: 4 }, () => numberSetting(context, 'padding', 0));
  const attributes = { kernel_shape: [size, size], strides: [stride, stride], pads };
  return { ...flow, value: builder.node(name, op, [flow.value], attributes) };
}

function globalPool({ name, flow, builder }: LayerWriterContext, op: string): ReturnType<LayerWriter> {
  const pooled = builder.node(`${name}.pooled`, op, [flow.value]);
  return { value: builder.node(name, 'Flatten', [pooled], { axis: 1 }), imageChannels: undefined };
}
