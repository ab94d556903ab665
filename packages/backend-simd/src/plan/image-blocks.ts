import { OpKind, type NetworkPlan } from './network-plan.js';
import { gradientExtent, valueExtent } from './placed-tensor.js';
import type { StoragePlan } from './storage-plan.js';

/** Activations of a block of images should stay in a core's second-level cache beside the parameters. */
const BLOCK_BYTES = 768 * 1024;

/** Dense layers read their weights once per block, which counts for more than where the activations are. */
const DENSE_BLOCK_BYTES = 2 * 1024 * 1024;

/**
 * Images that go through a segment together, by segment.
 *
 * @param storage of a training step, whichever purpose the blocks are for: sums over blocks then have the same terms.
 * @param capacity the most examples of a batch.
 */
export function imageBlocks(network: NetworkPlan, storage: StoragePlan, capacity: number): readonly number[] {
  const { tensors, ops, segments } = network;
  return [...new Set(segments)].map((segment) => {
    const floats = tensors.reduce((sum, tensor, index) => {
      const value = storage.values[index]?.segments.includes(segment) ? valueExtent(tensor).image : 0;
      const gradient = storage.gradients[index]?.segments.includes(segment) ? gradientExtent(tensor).image : 0;
      return sum + value + gradient;
    }, 0);
    const convolves = ops.some(({ kind }, index) => segments[index] === segment && kind === OpKind.convolution);
    const limit = convolves ? BLOCK_BYTES : DENSE_BLOCK_BYTES;
    const most = Math.max(1, Math.min(capacity, Math.floor(limit / (4 * floats))));
    return convolves ? most : Math.ceil(capacity / Math.ceil(capacity / most));
  });
}
