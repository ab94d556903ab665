import { floatAttribute, textAttribute, writtenNumber } from '../graph/node-attributes.js';
import { unsupported } from '../graph/onnx-error.js';
import type { PlainLayer } from '../graph/known-activations.js';
import { convolution } from './convolution.js';
import { bias, gemm, matrixProduct } from './dense.js';
import { withLayer, type Mapped, type OperationContext } from './flow.js';
import { batchNormalisation, layerNormalisation } from './normalisation.js';
import { averagePool, globalPool, maxPool, reduction } from './pooling.js';
import { flattenOperation, nothing, pad, reshape, squeeze, transpose } from './shaping.js';

type Operation = (context: OperationContext) => Mapped;

const activation =
  (layerOf: (context: OperationContext) => PlainLayer): Operation =>
  (context) =>
    withLayer(context, layerOf(context), context.input);

/** What each operation of ONNX is here. */
const OPERATIONS: Readonly<Record<string, Operation>> = {
  Add: bias,
  AveragePool: averagePool,
  BatchNormalization: batchNormalisation,
  Conv: convolution,
  Dropout: nothing,
  Flatten: flattenOperation,
  Gelu: activation(({ node }) => gelu(textAttribute(node, 'approximate', 'none'))),
  Gemm: gemm,
  GlobalAveragePool: globalPool('globalAveragePool2d'),
  GlobalMaxPool: globalPool('globalMaxPool2d'),
  Identity: nothing,
  LayerNormalization: layerNormalisation,
  LeakyRelu: activation(({ node }) => leakyRelu(writtenNumber(floatAttribute(node, 'alpha', 0.01)))),
  MatMul: matrixProduct,
  MaxPool: maxPool,
  Pad: pad,
  ReduceMax: reduction('globalMaxPool2d'),
  ReduceMean: reduction('globalAveragePool2d'),
  Relu: activation(() => ({ type: 'relu' })),
  Reshape: reshape,
  Squeeze: squeeze,
  Tanh: activation(() => ({ type: 'tanh' })),
  Transpose: transpose,
};

/** The others count axes with channels first. */
const WHEREVER_CHANNELS_ARE: readonly string[] = [
  ...['Dropout', 'Gelu', 'Identity', 'LayerNormalization', 'LeakyRelu', 'Relu', 'Tanh', 'Transpose'],
];

/** @throws DOF_UNSUPPORTED_LAYER where there is no layer for it */
export function mapOperation(context: OperationContext): Mapped {
  const { node, input } = context;
  if (input.channelsLast && Object.hasOwn(OPERATIONS, node.op) && !WHEREVER_CHANNELS_ARE.includes(node.op)) {
    throw unsupported(node, 'its input has been transposed to channels last: only a layer normalisation goes there');
  }
  if (Object.hasOwn(OPERATIONS, node.op)) return OPERATIONS[node.op](context);
  const all = [...Object.keys(OPERATIONS), 'Softmax or LogSoftmax at the end'].join(', ');
  throw unsupported(node, `no layer here does this operation: there are ${all}, GELU and SiLU written out`);
}

function gelu(approximate: string): PlainLayer {
  return approximate === 'tanh' ? { type: 'gelu' } : { type: 'gelu', approximate: 'none' };
}

function leakyRelu(slope: number): PlainLayer {
  return slope === 0.01 ? { type: 'leakyRelu' } : { type: 'leakyRelu', slope };
}
