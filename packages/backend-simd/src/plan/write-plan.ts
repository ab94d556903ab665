import { OpKind, type PlannedOp } from './network-plan.js';
import type { PlacedPlan, PlacedTables } from './place-plan.js';
import type { PlacedTensor } from './placed-tensor.js';
import { planeFloats } from './winograd-scratch.js';
import { LOSSES, OP_FIELDS, PLAN_FIELDS, SEGMENT_FIELDS, structure, TENSOR_FIELDS } from './plan-layout.js';

/**
 * Writes a placed plan as the tables that kernels/plan.h declares.
 *
 * @param words the arena as 32-bit words.
 * @param scale factor of the raw bytes.
 */
export function writePlan(plan: PlacedPlan, scale: number, words: Uint32Array): void {
  const { network, training, evaluation, parameterSet } = plan;
  const head = structure(PLAN_FIELDS, {
    ops: network.ops.length,
    tensors: network.tensors.length,
    segments: training.program.imageBlocks.length,
    alternate: Number(network.alternate),
    opTable: plan.opTable,
    'training.tensorTable': training.tensorTable,
    'training.segmentTable': training.segmentTable,
    'evaluation.tensorTable': evaluation.tensorTable,
    'evaluation.segmentTable': evaluation.segmentTable,
    bytes: plan.bytes,
    labels: plan.labels,
    mean: plan.mean,
    inputLength: plan.inputLength,
    scale: floatBits(scale),
    parameters: plan.parameters,
    gradient: plan.gradient,
    dimension: plan.dimension,
    packedGradients: parameterSet.gradients,
    packedGradientBytes: parameterSet.gradientBytes,
    loss: LOSSES[network.loss].code,
    labelSmoothing: floatBits(network.labelSmoothing),
    logits: network.logits,
    scratch: plan.winograd.scratch,
    edge: plan.winograd.edge,
    outputs: plan.outputs,
    correct: 0,
  });
  words.set(head);
  network.ops.forEach((op, index) => words.set(opFields(plan, op, index), plan.opTable / 4 + index * OP_FIELDS.length));
  for (const tables of [training, evaluation]) writeTables(plan, tables, words);
}

function writeTables(plan: PlacedPlan, { program, tensorTable, segmentTable }: PlacedTables, words: Uint32Array): void {
  program.tensors.forEach((tensor, index) =>
    words.set(tensorFields(plan, tensor), tensorTable / 4 + index * TENSOR_FIELDS.length),
  );
  const { segments } = plan.network;
  program.imageBlocks.forEach((block, segment) => {
    const first = segments.indexOf(segment);
    const count = segments.lastIndexOf(segment) - first + 1;
    const fields = structure(SEGMENT_FIELDS, { firstOp: first, ops: count, imageBlock: block });
    words.set(fields, segmentTable / 4 + segment * SEGMENT_FIELDS.length);
  });
}

function opFields({ network, training, parameterSet }: PlacedPlan, op: PlannedOp, index: number): readonly number[] {
  const { tensors, ops } = network;
  // Statistics use the parameters of what they normalise.
  const own = parameterSet.ofOps[op.kind === OpKind.statistics ? ops.findLastIndex(writes(op.output)) : index];
  // A pooling that finishes the layer before it needs that layer's ReLU, bias gradient and nothing else of it.
  const before = op.finishes ? ops.findIndex(writes(op.input)) : index;
  const { biasGradient } = parameterSet.ofOps[before];
  return structure(OP_FIELDS, {
    kind: op.kind,
    input: op.input,
    other: op.other ?? 0,
    output: op.output,
    relu: Number(op.relu),
    finish: Number(op.finish),
    inputGradient: Number(tensors[op.input].hasGradient),
    otherGradient: Number(op.other !== undefined && tensors[op.other].hasGradient),
    recompute: Number(training.program.recompute[index]),
    size: op.size,
    stride: op.stride,
    padTop: op.padTop,
    padLeft: op.padLeft,
    tile: op.winograd?.tile ?? 0,
    tilesAtOnce: op.winograd?.tilesAtOnce ?? 0,
    inputPlane: planeFloats(network, op.input, op.winograd),
    outputPlane: planeFloats(network, op.output, op.winograd),
    weights: own.weights,
    transposed: own.transposed,
    weightGradient: own.weightGradient,
    bias: own.bias,
    biasGradient,
    masked: Number(op.finishes && ops[before].relu),
    flatKernel: op.parameters?.kernel ?? 0,
    flatBias: op.parameters?.bias ?? 0,
    hasBias: Number(biasGradient !== 0),
    statistics: own.statistics,
    epsilon: floatBits(op.epsilon),
    groups: op.groups,
    dilation: op.dilation,
    slope: floatBits(op.slope),
  });
}

function writes(tensor: number): (op: PlannedOp) => boolean {
  return ({ output }) => output === tensor;
}

function tensorFields({ activations, sharesMemory }: PlacedPlan, tensor: PlacedTensor): readonly number[] {
  return structure(TENSOR_FIELDS, {
    value: activations + tensor.value,
    gradient: activations + tensor.gradient,
    height: tensor.height,
    width: tensor.width,
    channels: tensor.channels,
    pixel: tensor.pixel,
    valueRow: tensor.valueRow,
    valueImage: tensor.valueImage,
    gradientRow: tensor.gradientRow,
    gradientImage: tensor.gradientImage,
    valueOfBatch: Number(tensor.valueOfBatch),
    gradientOfBatch: Number(tensor.gradientOfBatch),
    valueBorder: sharesMemory ? tensor.valueBorder : 0,
    gradientBorder: sharesMemory ? tensor.gradientBorder : 0,
  });
}

function floatBits(value: number): number {
  return new Uint32Array(Float32Array.of(value).buffer)[0];
}
