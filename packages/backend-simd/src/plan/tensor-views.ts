import { OpKind, type PlannedOp, type PlannedTensor } from './network-plan.js';

/** The index of the tensor whose memory holds this one's values. */
export function valueRoot(tensors: readonly PlannedTensor[], index: number): number {
  const { valuesFrom } = tensors[index];
  return valuesFrom === undefined ? index : valueRoot(tensors, valuesFrom);
}

/** The index of the tensor whose memory holds this one's gradient. */
export function gradientRoot(tensors: readonly PlannedTensor[], index: number): number {
  const { gradientFrom } = tensors[index];
  return gradientFrom === undefined ? index : gradientRoot(tensors, gradientFrom);
}

/** Gives every tensor the border that any reader of its values needs. */
export function withCommonBorders(tensors: readonly PlannedTensor[]): readonly PlannedTensor[] {
  const roots = tensors.map((_, index) => valueRoot(tensors, index));
  return tensors.map((tensor, index) => ({
    ...tensor,
    valueBorder: tensors.reduce(
      (most, { valueBorder }, other) => (roots[other] === roots[index] ? Math.max(most, valueBorder) : most),
      0,
    ),
  }));
}

/** A flatten of a tensor that is contiguous already is another view of the same memory. */
export function withoutNeedlessCopies(
  tensors: readonly PlannedTensor[],
  ops: readonly PlannedOp[],
): { tensors: readonly PlannedTensor[]; ops: readonly PlannedOp[] } {
  const views = new Map<number, number>();
  for (const { kind, input, output } of ops) {
    const { pixel, channels, valueBorder, gradientBorder } = tensors[input];
    const contiguous = pixel === channels && valueBorder === 0 && gradientBorder === 0;
    // A gradient that is the one of a sum already cannot be that of the image as well.
    const free = tensors[output].gradientFrom === undefined;
    if (kind === OpKind.copy && contiguous && free) views.set(output, input);
  }
  return {
    tensors: tensors.map((tensor, index) => {
      const input = views.get(index);
      return input === undefined
        ? tensor
        : { ...tensor, pixel: tensor.channels, valuesFrom: input, gradientFrom: input };
    }),
    ops: ops.filter(({ output }) => !views.has(output)),
  };
}
