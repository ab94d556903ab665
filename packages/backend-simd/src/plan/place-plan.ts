import { ArenaLayout } from './arena-layout.js';
import type { NetworkPlan } from './network-plan.js';
import { placeParameters, type PlacedParameterSet } from './placed-parameters.js';
import { bytesPerImage, placeTensors, type PlacedTensor } from './placed-tensor.js';
import { OP_WORDS, PLAN_WORDS, TENSOR_WORDS } from './write-plan.js';

/**
 * Activations of a block of images should stay in a core's second-level cache beside the parameters; more images per
 * block only help dense layers, which read their weights once per block.
 */
const BLOCK_BYTES = 768 * 1024;

/** A plan with every offset into its arena, in bytes. */
export interface PlacedPlan {
  readonly network: NetworkPlan;
  readonly tensors: readonly PlacedTensor[];
  readonly parameterSet: PlacedParameterSet;
  /** Images that go through all layers together. */
  readonly imageBlock: number;
  readonly dimension: number;
  readonly inputLength: number;
  readonly opTable: number;
  readonly tensorTable: number;
  /** Staged raw inputs, `[capacity, inputLength]`. */
  readonly bytes: number;
  /** Staged labels, `[capacity]`. */
  readonly labels: number;
  readonly mean: number;
  /** The flat parameter vector and its gradient. */
  readonly parameters: number;
  readonly gradient: number;
  /** Size of the whole arena. */
  readonly arenaBytes: number;
}

/**
 * Lays out the arena of a plan.
 *
 * @param capacity the most examples staged at once.
 * @param dimension D.
 */
export function placePlan(network: NetworkPlan, capacity: number, dimension: number): PlacedPlan {
  const layout = new ArenaLayout();
  const { height, width, channels } = network.tensors[0];
  const inputLength = height * width * channels;
  const imageBlock = Math.max(1, Math.min(capacity, Math.floor(BLOCK_BYTES / bytesPerImage(network.tensors))));
  layout.take(4 * PLAN_WORDS);
  const opTable = layout.take(4 * OP_WORDS * network.ops.length);
  const tensorTable = layout.take(4 * TENSOR_WORDS * network.tensors.length);
  const mean = layout.takeFloats(inputLength);
  const parameters = layout.takeFloats(dimension);
  const gradient = layout.takeFloats(dimension);
  const parameterSet = placeParameters(layout, network);
  const tensors = placeTensors(layout, network.tensors, imageBlock);
  const bytes = layout.take(capacity * inputLength);
  const labels = layout.take(capacity);
  return {
    network,
    tensors,
    parameterSet,
    imageBlock,
    dimension,
    inputLength,
    opTable,
    tensorTable,
    bytes,
    labels,
    mean,
    parameters,
    gradient,
    arenaBytes: layout.bytes,
  };
}
