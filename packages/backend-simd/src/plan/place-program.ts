import { imageBlocks } from './image-blocks.js';
import type { NetworkPlan, PlannedTensor } from './network-plan.js';
import { gradientExtent, valueExtent, type Extent, type PlacedTensor } from './placed-tensor.js';
import { placeLifetimes, type RegionRequest } from './place-lifetimes.js';
import { planStorage, type Purpose, type TensorStorage } from './storage-plan.js';
import { gradientRoot, valueRoot } from './tensor-views.js';

/** The tables of a network for one purpose. */
export interface PlacedProgram {
  readonly tensors: readonly PlacedTensor[];
  /** By segment. */
  readonly imageBlocks: readonly number[];
  /** By operation. */
  readonly recompute: readonly boolean[];
  /** Bytes of all tensors. */
  readonly bytes: number;
}

interface Placed {
  readonly offset: number;
  readonly extent: Extent;
  readonly ofBatch: boolean;
}

/**
 * Gives every tensor its place, counted from the start of the program's region: first the tensors of one block of
 * images, where every segment uses the same memory, then those of whole batches, by lifetime.
 *
 * @param capacity the most examples of a batch.
 */
export function placeProgram(network: NetworkPlan, purpose: Purpose, capacity: number): PlacedProgram {
  const { tensors } = network;
  const storage = planStorage(network, purpose);
  const blocks = imageBlocks(network, planStorage(network, 'training'), capacity);
  const blockEnds = blocks.map(() => 0);
  const batches: { readonly request: RegionRequest; readonly place: (offset: number) => void }[] = [];
  const values = new Map<number, Placed>();
  const gradients = new Map<number, Placed>();

  const place = (
    into: Map<number, Placed>,
    index: number,
    { image, ...rest }: Extent,
    stored?: TensorStorage,
  ): void => {
    if (stored === undefined) return;
    const { ofBatch, lifetime, segments } = stored;
    const set = (offset: number): void => void into.set(index, { offset, extent: { image, ...rest }, ofBatch });
    if (ofBatch) {
      batches.push({ request: { floats: capacity * image, lifetime }, place: set });
    } else {
      const [segment] = segments;
      set(blockEnds[segment]);
      blockEnds[segment] += blocks[segment] * image;
    }
  };
  tensors.forEach((tensor, index) => {
    place(values, index, valueExtent(tensor), storage.values[index]);
    place(gradients, index, gradientExtent(tensor), storage.gradients[index]);
  });
  const start = Math.max(...blockEnds);
  const { offsets, floats } = placeLifetimes(batches.map(({ request }) => request));
  batches.forEach(({ place: set }, index) => set(start + offsets[index]));

  return {
    tensors: tensors.map((tensor, index) =>
      placedTensor(tensor, values.get(valueRoot(tensors, index)), gradients.get(gradientRoot(tensors, index))),
    ),
    imageBlocks: blocks,
    recompute: storage.recompute,
    bytes: 4 * (start + floats),
  };
}

/** A tensor that is a view of another has its own shape and the other's place. */
function placedTensor(tensor: PlannedTensor, value?: Placed, gradient?: Placed): PlacedTensor {
  return {
    ...tensor,
    value: value === undefined ? 0 : 4 * (value.offset + value.extent.first),
    gradient: gradient === undefined ? 0 : 4 * (gradient.offset + gradient.extent.first),
    valueRow: value?.extent.row ?? 0,
    valueImage: value?.extent.image ?? 0,
    gradientRow: gradient?.extent.row ?? 0,
    gradientImage: gradient?.extent.image ?? 0,
    valueOfBatch: value?.ofBatch ?? false,
    gradientOfBatch: gradient?.ofBatch ?? false,
  };
}
