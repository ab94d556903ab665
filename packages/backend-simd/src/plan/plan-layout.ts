import type { LossName } from '@dof/core';
import type { KernelExports } from '../engine/kernel-exports.js';
import { OpKind } from './network-plan.js';

/** The fields of the structures of kernels/plan.h, one 32-bit word each, in order. */
export const PLAN_FIELDS = [
  ...(['ops', 'tensors', 'segments', 'alternate', 'opTable'] as const),
  ...(['training.tensorTable', 'training.segmentTable', 'evaluation.tensorTable', 'evaluation.segmentTable'] as const),
  ...(['bytes', 'labels', 'mean', 'inputLength', 'scale', 'parameters', 'gradient', 'dimension'] as const),
  ...(['packedGradients', 'packedGradientBytes', 'loss', 'labelSmoothing', 'logits'] as const),
  ...(['scratch', 'edge', 'outputs', 'correct'] as const),
] as const;

export const OP_FIELDS = [
  ...(['kind', 'input', 'other', 'output', 'relu', 'finish', 'inputGradient', 'otherGradient', 'recompute'] as const),
  ...(['size', 'stride', 'padTop', 'padLeft', 'tile', 'tilesAtOnce'] as const),
  ...(['inputPlane', 'outputPlane', 'weights', 'transposed', 'weightGradient', 'bias'] as const),
  ...(['biasGradient', 'masked', 'flatKernel', 'flatBias', 'hasBias', 'statistics', 'epsilon'] as const),
  ...(['groups', 'dilation', 'slope'] as const),
] as const;

export const TENSOR_FIELDS = [
  ...(['value', 'gradient', 'height', 'width', 'channels', 'pixel'] as const),
  ...(['valueRow', 'valueImage', 'gradientRow', 'gradientImage'] as const),
  ...(['valueOfBatch', 'gradientOfBatch', 'valueBorder', 'gradientBorder'] as const),
] as const;

export const SEGMENT_FIELDS = ['firstOp', 'ops', 'imageBlock'] as const;

/** The code of each loss, and its name in kernels/plan.h. */
export const LOSSES: Readonly<Record<LossName, { readonly code: number; readonly name: string }>> = {
  'softmax-cross-entropy': { code: 1, name: 'softmaxCrossEntropy' },
  'mean-squared-error': { code: 2, name: 'meanSquaredError' },
};

/** The value of every field of one structure, as 32-bit words in its order. */
export function structure<Field extends string>(
  fields: readonly Field[],
  values: Readonly<Record<Field, number>>,
): readonly number[] {
  return fields.map((field) => values[field]);
}

type LayoutExports = Pick<KernelExports, 'layoutSize' | 'layoutName'>;

/**
 * Throws an Error unless the kernels have the very fields and codes that are written here: a plan that is read
 * otherwise than it was written gives wrong results without a sign.
 */
export function requireSameLayout(kernels: LayoutExports): void {
  // Numbered as in kernels/plan-layout.cpp.
  [PLAN_FIELDS, OP_FIELDS, TENSOR_FIELDS, SEGMENT_FIELDS].forEach((fields, table) => {
    requireSize(kernels, table, 4 * fields.length);
    fields.forEach((name, word) => requireName(kernels, table, 4 * word, name));
  });
  const [opKinds, losses] = [Object.entries(OpKind), Object.values(LOSSES)];
  requireSize(kernels, 4, opKinds.length);
  for (const [name, code] of opKinds) requireName(kernels, 4, code, name);
  requireSize(kernels, 5, losses.length);
  for (const { name, code } of losses) requireName(kernels, 5, code, name);
}

const TABLES = ['Plan', 'Op', 'Tensor', 'Segment', 'OpKind', 'Loss'];

function requireSize({ layoutSize }: LayoutExports, table: number, expected: number): void {
  const size = layoutSize(table);
  if (size !== expected) throw misfit(table, `has size ${size}, not ${expected}`);
}

function requireName({ layoutName }: LayoutExports, table: number, place: number, name: string): void {
  // WebAssembly returns 32 bits as a signed number.
  if (layoutName(table, place) >>> 0 !== nameHash(name)) throw misfit(table, `has no ${name} at ${place}`);
}

function misfit(table: number, what: string): Error {
  return new Error(
    `the kernels were built from another kernels/plan.h than this engine writes: ${TABLES[table]} ${what}`,
  );
}

/** FNV-1a, 32 bits, of an ASCII name. */
function nameHash(name: string): number {
  let hash = 2166136261;
  for (const character of name) hash = Math.imul(hash ^ character.charCodeAt(0), 16777619) >>> 0;
  return hash;
}
