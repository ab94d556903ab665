import type { ArenaLayout } from './arena-layout.js';
import { OpKind, type NetworkPlan, type PlannedOp } from './network-plan.js';

/** Offsets, in bytes, of one operation's packed parameters and their gradients; 0 for what it does not have. */
export interface PlacedParameters {
  readonly weights: number;
  readonly transposed: number;
  readonly bias: number;
  readonly weightGradient: number;
  readonly biasGradient: number;
  /** What a normalisation keeps between passes or blocks; of a batch normalisation for both of its operations. */
  readonly statistics: number;
}

/** The packed parameters of all operations. */
export interface PlacedParameterSet {
  /** By index of the operation. */
  readonly ofOps: readonly PlacedParameters[];
  /** The region that holds all gradients and nothing else. */
  readonly gradients: number;
  readonly gradientBytes: number;
}

/**
 * For one channel. Of kernels/batch-statistics.h: three float64 and six float32 values; of kernels/layer-norm.cpp: two
 * float64 sums.
 */
const STATISTICS_BYTES = new Map<OpKind, number>([
  [OpKind.normalise, 3 * 8 + 6 * 4],
  [OpKind.layerNorm, 2 * 8],
]);

/** Gives packed parameters and gradients their regions, the gradients side by side so that one pass clears them. */
export function placeParameters(layout: ArenaLayout, { tensors, ops }: NetworkPlan): PlacedParameterSet {
  const columns = (op: PlannedOp): number => tensors[op.output].pixel;
  const statistics = new Map<number, number>();
  for (const op of ops) {
    const bytes = STATISTICS_BYTES.get(op.kind);
    if (bytes !== undefined) statistics.set(op.output, layout.take(bytes * columns(op)));
  }
  const values = ops.map((op) => {
    if (op.parameters === undefined) return { weights: 0, transposed: 0, bias: 0 };
    const { rows, transposedRows, bias } = op.parameters;
    const input = tensors[op.input];
    return {
      weights: layout.takeFloats(rows * columns(op)),
      transposed: input.hasGradient ? layout.takeFloats(transposedRows * input.pixel) : 0,
      bias: bias === undefined ? 0 : layout.takeFloats(columns(op)),
    };
  });
  const gradients = layout.bytes;
  const ofOps = ops.map((op, index) => {
    const { rows, bias } = op.parameters ?? { rows: 0, bias: undefined };
    return {
      ...values[index],
      weightGradient: layout.takeFloats(rows * columns(op)),
      biasGradient: bias === undefined ? 0 : layout.takeFloats(columns(op)),
      statistics: statistics.get(op.output) ?? 0,
    };
  });
  return { ofOps, gradients, gradientBytes: layout.bytes - gradients };
}
