import { OpKind, type PlannedOp } from './network-plan.js';
import type { PlacedPlan, PlacedTables } from './place-plan.js';
import type { PlacedTensor } from './placed-tensor.js';

/** Sizes of the structures of kernels/plan.h, in 32-bit words. */
export const PLAN_WORDS = 22;
export const OP_WORDS = 24;
export const TENSOR_WORDS = 14;
export const SEGMENT_WORDS = 3;
/** The word of the plan that counts correct answers. */
export const CORRECT_WORD = 21;

const LOSS_CODES = { 'softmax-cross-entropy': 1, 'mean-squared-error': 2 } as const;

/**
 * Writes a placed plan as the tables that kernels/plan.h declares, field by field in the same order.
 *
 * @param words the arena as 32-bit words.
 * @param scale factor of the raw bytes.
 */
export function writePlan(plan: PlacedPlan, scale: number, words: Uint32Array): void {
  const { network, training, evaluation, parameterSet } = plan;
  words.set([
    network.ops.length,
    network.tensors.length,
    training.program.imageBlocks.length,
    plan.opTable,
    training.tensorTable,
    training.segmentTable,
    evaluation.tensorTable,
    evaluation.segmentTable,
    plan.bytes,
    plan.labels,
    plan.mean,
    plan.inputLength,
    floatBits(scale),
    plan.parameters,
    plan.gradient,
    plan.dimension,
    parameterSet.gradients,
    parameterSet.gradientBytes,
    LOSS_CODES[network.loss],
    network.logits,
    plan.outputs,
    0,
  ]);
  network.ops.forEach((op, index) => words.set(opFields(plan, op, index), plan.opTable / 4 + index * OP_WORDS));
  for (const tables of [training, evaluation]) writeTables(plan, tables, words);
}

function writeTables(plan: PlacedPlan, { program, tensorTable, segmentTable }: PlacedTables, words: Uint32Array): void {
  program.tensors.forEach((tensor, index) =>
    words.set(tensorFields(plan, tensor), tensorTable / 4 + index * TENSOR_WORDS),
  );
  const { segments } = plan.network;
  program.imageBlocks.forEach((block, segment) => {
    const first = segments.indexOf(segment);
    const count = segments.lastIndexOf(segment) - first + 1;
    words.set([first, count, block], segmentTable / 4 + segment * SEGMENT_WORDS);
  });
}

function opFields({ network, training, parameterSet }: PlacedPlan, op: PlannedOp, index: number): readonly number[] {
  const { tensors, ops } = network;
  // Statistics use the parameters of what they normalise.
  const own = parameterSet.ofOps[op.kind === OpKind.statistics ? ops.findLastIndex(writes(op.output)) : index];
  // A pooling that finishes the layer before it needs that layer's ReLU, bias gradient and nothing else of it.
  const before = op.finishes ? ops.findIndex(writes(op.input)) : index;
  const { biasGradient } = parameterSet.ofOps[before];
  return [
    op.kind,
    op.input,
    op.other ?? 0,
    op.output,
    Number(op.relu),
    Number(op.finish),
    Number(tensors[op.input].hasGradient),
    Number(op.other !== undefined && tensors[op.other].hasGradient),
    Number(training.program.recompute[index]),
    op.size,
    op.stride,
    op.padTop,
    op.padLeft,
    own.weights,
    own.transposed,
    own.weightGradient,
    own.bias,
    biasGradient,
    Number(op.finishes && ops[before].relu),
    op.parameters?.kernel ?? 0,
    op.parameters?.bias ?? 0,
    Number(biasGradient !== 0),
    own.statistics,
    floatBits(op.epsilon),
  ];
}

function writes(tensor: number): (op: PlannedOp) => boolean {
  return ({ output }) => output === tensor;
}

function tensorFields({ activations, sharesMemory }: PlacedPlan, tensor: PlacedTensor): readonly number[] {
  return [
    activations + tensor.value,
    activations + tensor.gradient,
    tensor.height,
    tensor.width,
    tensor.channels,
    tensor.pixel,
    tensor.valueRow,
    tensor.valueImage,
    tensor.gradientRow,
    tensor.gradientImage,
    Number(tensor.valueOfBatch),
    Number(tensor.gradientOfBatch),
    sharesMemory ? tensor.valueBorder : 0,
    sharesMemory ? tensor.gradientBorder : 0,
  ];
}

function floatBits(value: number): number {
  return new Uint32Array(Float32Array.of(value).buffer)[0];
}
