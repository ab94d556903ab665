import { floatAttribute, integerAttribute } from '../graph/node-attributes.js';
import { misfit, unsupported } from '../graph/onnx-error.js';
import type { OnnxTensor } from '../graph/tensor-values.js';
import { placeInFile, withLayer, type Mapped, type OperationContext, type Weights } from './flow.js';
import { perChannel, requiredTensor } from './weights-of-node.js';

/** `alpha * x W + beta * bias`, W transposed or not: a dense layer. */
export function gemm(context: OperationContext): Mapped {
  const { node, graph } = context;
  if (integerAttribute(node, 'transA', 0) !== 0) throw unsupported(node, 'transA');
  const matrix = requiredTensor(context, 1, 2);
  const isTransposed = integerAttribute(node, 'transB', 0) !== 0;
  const [alpha, beta] = ['alpha', 'beta'].map((name) => floatAttribute(node, name, 1));
  const biasName = node.inputs[2] ?? '';
  const given = biasName === '' ? undefined : graph.constant(biasName);
  if (biasName !== '' && given === undefined) throw unsupported(node, 'its bias must be a constant of the file');
  const scaled = given && { ...given, values: Float32Array.from(given.values, (value) => value * beta) };
  return dense(context, matrix, isTransposed, alpha, scaled);
}

/** `x W`: a dense layer without bias, which an Add may bring. */
export function matrixProduct(context: OperationContext): Mapped {
  const { node, graph } = context;
  if (graph.isConstant(node.inputs[0] ?? '')) throw unsupported(node, 'the constant must come second');
  return dense(context, requiredTensor(context, 1, 2), false, 1, undefined);
}

function dense(
  context: OperationContext,
  { shape, values, name }: OnnxTensor,
  isTransposed: boolean,
  factor: number,
  bias: OnnxTensor | undefined,
): Mapped {
  const { node, input } = context;
  if (!input.flat) throw unsupported(node, 'its input is still an image: a Flatten is expected before it');
  const [inputs, units] = isTransposed ? [shape[1], shape[0]] : shape;
  if (inputs !== input.channels) throw misfit(node, `it takes ${inputs} numbers, but its input has ${input.channels}`);
  const [rowStep, columnStep] = isTransposed ? [1, inputs] : [units, 1];
  const place = placeInFile(input);
  const kernel = new Float32Array(inputs * units);
  for (let row = 0; row < inputs; row++) {
    const from = place(row) * rowStep;
    for (let unit = 0; unit < units; unit++) kernel[row * units + unit] = factor * values[from + unit * columnStep];
  }
  const weights: Weights[] = [{ kind: 'kernel', shape: [inputs, units], values: kernel, source: name }];
  if (bias !== undefined) weights.push(perChannel(context, 'bias', bias, units));
  const output = { height: 1, width: 1, channels: units, flat: true };
  return withLayer(context, { type: 'dense', units, bias: bias === undefined ? false : undefined }, output, weights);
}

/** A constant added to what a dense layer or a convolution without bias gives is its bias. */
export function bias(context: OperationContext): Mapped {
  const { node, graph, input, before } = context;
  const last = before.at(-1);
  const tensor = node.inputs.map((name) => graph.constant(name)).find((one) => one !== undefined);
  if (tensor === undefined) throw unsupported(node, 'it adds a value to itself');
  if (last?.layer['bias'] !== false) {
    throw unsupported(node, 'a constant can be added only right after a Conv, Gemm or MatMul without a bias');
  }
  const { shape } = tensor;
  // Channels are the third axis from the end of an image, and the last one of a vector.
  const isPerChannel = input.flat ? shape.slice(0, -1).every((size) => size === 1) : shape.at(-3) === input.channels;
  if (!isPerChannel) throw unsupported(node, `a constant of shape [${shape.join(', ')}]: one entry for each channel`);
  const weights = [...last.weights, perChannel(context, 'bias', tensor, input.channels)];
  return withLayer(
    { node: last.node, before: before.slice(0, -1) },
    { ...last.layer, bias: undefined },
    input,
    weights,
  );
}
