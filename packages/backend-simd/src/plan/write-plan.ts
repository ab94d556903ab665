import type { PlannedOp } from './network-plan.js';
import type { PlacedPlan } from './place-plan.js';
import type { PlacedTensor } from './placed-tensor.js';

/** Sizes of the structures of kernels/plan.h, in 32-bit words. */
export const PLAN_WORDS = 17;
export const OP_WORDS = 17;
export const TENSOR_WORDS = 10;
/** The word of the plan that counts correct answers. */
export const CORRECT_WORD = 16;

/**
 * Writes a placed plan as the tables that kernels/plan.h declares, field by field in the same order.
 *
 * @param words the arena as 32-bit words.
 * @param scale factor of the raw bytes.
 */
export function writePlan(plan: PlacedPlan, scale: number, words: Uint32Array): void {
  const { network, tensors, parameterSet } = plan;
  words.set([
    plan.imageBlock,
    network.ops.length,
    tensors.length,
    plan.opTable,
    plan.tensorTable,
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
    network.ops[network.ops.length - 1].output,
    0,
  ]);
  network.ops.forEach((op, index) => words.set(opFields(plan, op, index), plan.opTable / 4 + index * OP_WORDS));
  tensors.forEach((tensor, index) => words.set(tensorFields(tensor), plan.tensorTable / 4 + index * TENSOR_WORDS));
}

function opFields({ network, parameterSet }: PlacedPlan, op: PlannedOp, index: number): readonly number[] {
  const own = parameterSet.ofOps[index];
  // A pooling that finishes the layer before it needs that layer's ReLU, bias gradient and nothing else of it.
  const finished = op.finishes === undefined ? undefined : network.ops[op.finishes];
  const biasGradient = op.finishes === undefined ? own.biasGradient : parameterSet.ofOps[op.finishes].biasGradient;
  return [
    op.kind,
    op.input,
    op.output,
    Number(op.relu),
    Number(op.finish),
    Number(network.tensors[op.input].hasGradient),
    op.size,
    op.stride,
    own.weights,
    own.transposed,
    own.weightGradient,
    own.bias,
    biasGradient,
    Number(finished?.relu ?? false),
    op.parameters?.kernel ?? 0,
    op.parameters?.bias ?? 0,
    Number(biasGradient !== 0),
  ];
}

function tensorFields(tensor: PlacedTensor): readonly number[] {
  return [
    tensor.value,
    tensor.gradient,
    tensor.height,
    tensor.width,
    tensor.channels,
    tensor.pixel,
    tensor.valueRow,
    tensor.valueImage,
    tensor.gradientRow,
    tensor.gradientImage,
  ];
}

function floatBits(value: number): number {
  return new Uint32Array(Float32Array.of(value).buffer)[0];
}
