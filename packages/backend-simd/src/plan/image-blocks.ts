import { isConvolution, type NetworkPlan, type PlannedOp, type PlannedTensor } from './network-plan.js';
import { gradientExtent, valueExtent } from './placed-tensor.js';
import type { StoragePlan } from './storage-plan.js';
import { tilesPerImage } from './winograd-tiles.js';

/** Activations of a block of images should stay in a core's second-level cache beside the parameters. */
const BLOCK_BYTES = 768 * 1024;

/** As far as blocks may grow beyond that for convolutions whose weights are read once per block. */
export const WINOGRAD_BLOCK_BYTES = 3 * 1024 * 1024;
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
    const convolves = ops.some(({ kind }, index) => segments[index] === segment && isConvolution(kind));
    const limit = convolves ? BLOCK_BYTES : DENSE_BLOCK_BYTES;
    const wanted = Math.max(...ops.map((op, index) => (segments[index] === segment ? imagesWanted(tensors, op) : 1)));
    const fitting = Math.max(
      Math.floor(limit / (4 * floats)),
      Math.min(wanted, Math.floor(WINOGRAD_BLOCK_BYTES / (4 * floats))),
    );
    const most = Math.max(1, Math.min(capacity, fitting));
    return convolves ? most : Math.ceil(capacity / Math.ceil(capacity / most));
  });
}

/** Images of a block that have as many tiles as a convolution likes to compute together; 1 without tiles. */
export function imagesWanted(tensors: readonly PlannedTensor[], { winograd, output }: PlannedOp): number {
  if (winograd === undefined) return 1;
  return Math.ceil(winograd.tilesAtOnce / tilesPerImage(tensors[output], winograd.tile));
}
