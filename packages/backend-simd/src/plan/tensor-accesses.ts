import { OpKind, slopeFrom, type NetworkPlan, type PlannedOp } from './network-plan.js';
import { gradientRoot, valueRoot } from './tensor-views.js';

/** Indices of the tensors, as roots of their memory, that one operation reads and writes. */
export interface TensorAccesses {
  /** Values that its forward pass reads. */
  readonly inputs: readonly number[];
  /** The values that its forward pass writes. */
  readonly output?: number;
  /** Values that its backward pass reads. */
  readonly backwardValues: readonly number[];
  /** Gradients that its backward pass reads or writes. */
  readonly gradients: readonly number[];
}

/** What the kernels of an operation touch. */
export function tensorAccesses({ tensors }: NetworkPlan, op: PlannedOp): TensorAccesses {
  const { kind, input, other, output } = op;
  const values = (indices: readonly number[]): readonly number[] => indices.map((index) => valueRoot(tensors, index));
  const operands = other === undefined ? [input] : [input, other];
  const writes = kind !== OpKind.statistics && kind !== OpKind.fork;
  const touched = kind === OpKind.normalise ? [output] : [...operands, output];
  return {
    inputs: kind === OpKind.fork ? [] : values(operands),
    output: writes ? valueRoot(tensors, output) : undefined,
    backwardValues: values(backwardValues(op)),
    gradients: touched.filter((index) => tensors[index].hasGradient).map((index) => gradientRoot(tensors, index)),
  };
}

function backwardValues({ kind, input, output, relu, finishes }: PlannedOp): readonly number[] {
  const slope = slopeFrom(kind);
  if (slope !== undefined) return [slope === 'input' ? input : output];
  switch (kind) {
    case OpKind.convolution:
    case OpKind.groupedConvolution:
    case OpKind.dense:
      return relu ? [input, output] : [input];
    case OpKind.maxPool:
    case OpKind.paddedMaxPool:
    case OpKind.globalMaxPool:
      return [input, output];
    case OpKind.averagePool:
      return finishes ? [input] : [];
    case OpKind.add:
      return relu ? [output] : [];
    case OpKind.statistics:
    case OpKind.normalise:
    case OpKind.layerNorm:
      return [input];
    case OpKind.copy:
    case OpKind.fork:
    case OpKind.globalAveragePool:
      return [];
    default:
      throw new TypeError(`operation ${kind} reads nothing that is known`);
  }
}
