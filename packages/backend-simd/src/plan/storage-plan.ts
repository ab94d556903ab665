import { isProduct, type NetworkPlan } from './network-plan.js';
import { tensorAccesses } from './tensor-accesses.js';
import { valueRoot } from './tensor-views.js';

/** What a network is laid out for. An evaluation keeps nothing for a backward pass. */
export type Purpose = 'training' | 'evaluation';

/**
 * First and last time that a tensor's memory is in use. Segment s of S goes forward at time s and back at time
 * 2 (S - 1) - s.
 */
export interface Lifetime {
  readonly from: number;
  readonly to: number;
}

/** Memory of values or of a gradient. */
export interface TensorStorage {
  /** Whether it holds the whole batch; otherwise one block of images, inside one segment. */
  readonly ofBatch: boolean;
  readonly lifetime: Lifetime;
  /** Segments in which it is in use. */
  readonly segments: readonly number[];
}

/** Which tensors are kept for the whole batch, and which are computed again in the backward pass. */
export interface StoragePlan {
  /** By index of the tensor; undefined for views of other tensors and for what nothing uses. */
  readonly values: readonly (TensorStorage | undefined)[];
  readonly gradients: readonly (TensorStorage | undefined)[];
  /** By index of the operation. */
  readonly recompute: readonly boolean[];
}

/** Times at which each tensor is used. */
class Uses {
  readonly #times = new Map<number, Set<number>>();
  readonly #segments = new Map<number, Set<number>>();

  add(tensor: number, segment: number, time: number): void {
    for (const [map, entry] of [
      [this.#times, time],
      [this.#segments, segment],
    ] as const) {
      map.set(tensor, (map.get(tensor) ?? new Set()).add(entry));
    }
  }

  /** Whether the tensor crosses from one segment to another. */
  crosses(tensor: number): boolean {
    return (this.#segments.get(tensor)?.size ?? 0) > 1;
  }

  storage(tensor: number, stored = false): TensorStorage | undefined {
    const times = [...(this.#times.get(tensor) ?? [])];
    if (times.length === 0) return undefined;
    const segments = [...(this.#segments.get(tensor) ?? [])].sort((a, b) => a - b);
    const lifetime = { from: Math.min(...times), to: Math.max(...times) };
    return { ofBatch: stored || segments.length > 1, lifetime, segments };
  }
}

/**
 * Decides what is kept. What crosses from one segment to another is kept for the whole batch. The backward pass of a
 * segment goes block by block too: of the values it needs, outputs of convolutions and dense layers are kept for the
 * batch, all others are computed again from what is kept, in cache, which is cheaper than reading them from memory. The
 * last segment goes forward and back with each block and keeps blocks only.
 */
export function planStorage(network: NetworkPlan, purpose: Purpose): StoragePlan {
  const { tensors, ops, segments, logits } = network;
  const last = segments[segments.length - 1];
  const accesses = ops.map((op) => tensorAccesses(network, op));
  const values = new Uses();
  const gradients = new Uses();
  values.add(0, 0, 0);
  values.add(valueRoot(tensors, logits), last, last);
  accesses.forEach(({ inputs, output }, index) => {
    for (const tensor of output === undefined ? inputs : [...inputs, output]) {
      values.add(tensor, segments[index], segments[index]);
    }
  });
  const recompute = ops.map(() => false);
  const stored = new Set<number>();
  if (purpose === 'training') {
    // The backward pass of the first segment stages the inputs again, whether or not it needs them.
    values.add(0, 0, 2 * last);
    const needed = new Set(accesses.flatMap(({ backwardValues }, at) => (segments[at] < last ? backwardValues : [])));
    for (let at = ops.length - 1; at >= 0; at--) {
      const { output, inputs } = accesses[at];
      if (output === undefined || segments[at] === last || !needed.has(output) || values.crosses(output)) continue;
      if (isProduct(ops[at].kind)) {
        stored.add(output);
      } else {
        recompute[at] = true;
        inputs.forEach((tensor) => needed.add(tensor));
      }
    }
    accesses.forEach(({ inputs, output, backwardValues, gradients: touched }, at) => {
      const time = 2 * last - segments[at];
      const again = recompute[at] && output !== undefined ? [...inputs, output] : [];
      for (const tensor of [...backwardValues, ...again]) values.add(tensor, segments[at], time);
      for (const tensor of touched) gradients.add(tensor, segments[at], time);
    });
  }
  return {
    values: tensors.map((_, index) => values.storage(index, stored.has(index))),
    gradients: tensors.map((_, index) => gradients.storage(index)),
    recompute,
  };
}
