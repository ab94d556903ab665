import { OpKind, type PlannedOp, type PlannedTensor } from './network-plan.js';

/** Operations in the order of their segments. */
export interface Schedule {
  readonly ops: readonly PlannedOp[];
  /** By index of the operation, from 0 without gaps. */
  readonly segments: readonly number[];
}

/**
 * Cuts a network where every image has to wait for the rest of the batch: between the statistics of a batch
 * normalisation and what they normalise, and before the operations `cuts`. An operation runs in the first segment in
 * which its inputs are there, while they are in cache. Only a normalisation, which is cheaper to compute than to store,
 * waits for its reader.
 */
export function scheduleSegments(
  tensors: readonly PlannedTensor[],
  ops: readonly PlannedOp[],
  cuts: ReadonlySet<PlannedOp>,
): Schedule {
  const ready = new Map<number, number>();
  const readyOf = (tensor: number): number => {
    const { valuesFrom } = tensors[tensor];
    return ready.get(tensor) ?? (valuesFrom === undefined ? 0 : readyOf(valuesFrom));
  };
  const segments = ops.map((op) => {
    const waits = op.kind === OpKind.normalise || cuts.has(op);
    const segment = Math.max(readyOf(op.input), readyOf(op.other ?? op.input)) + Number(waits);
    if (op.kind !== OpKind.statistics) ready.set(op.output, segment);
    return segment;
  });
  ops.forEach(({ kind, output }, index) => {
    if (kind !== OpKind.normalise) return;
    const readers = segments.filter((_, at) => ops[at].input === output || ops[at].other === output);
    if (readers.length > 0) segments[index] = Math.min(...readers);
  });
  const numbers = [...new Set(segments)].sort((a, b) => a - b);
  const order = ops.map((_, index) => index).sort((a, b) => segments[a] - segments[b] || a - b);
  return {
    ops: order.map((index) => ops[index]),
    segments: order.map((index) => numbers.indexOf(segments[index])),
  };
}
