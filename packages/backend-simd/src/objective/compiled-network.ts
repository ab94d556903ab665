import type { Batch, Dataset, ParameterLayout, SplitName } from '@dof/core';
import type { KernelExports } from '../engine/kernel-exports.js';
import type { KernelMemory } from '../memory/kernel-memory.js';
import type { PlacedPlan } from '../plan/place-plan.js';

/** What an objective needs from the backend that compiled it. */
export interface CompiledNetwork {
  readonly kernels: KernelExports;
  readonly memory: KernelMemory;
  /** Address of the arena that holds the plan. */
  readonly arena: number;
  readonly plan: PlacedPlan;
  readonly layout: ParameterLayout;
  readonly data: Dataset;
  readonly batchSize: number;
  readonly evaluationBatchSize: number;
}

/** Copies the parameters and the batch of a training step into the arena; throws a RangeError where they do not fit. */
export function stageStep(network: CompiledNetwork, w: Float32Array, batch: Batch): void {
  requireBatch(network, batch);
  stageParameters(network, w);
  stageExamples(network, batch);
}

export function stageParameters({ memory, arena, plan }: CompiledNetwork, w: Float32Array): void {
  requireLength('w', w, plan.dimension);
  memory.floats(arena + plan.parameters, plan.dimension).set(w);
}

/** Copies consecutive examples. */
export function stageRange(network: CompiledNetwork, split: SplitName, first: number, count: number): void {
  const { memory, arena, plan, data } = network;
  const { inputs, labels } = data[split];
  const { inputLength } = plan;
  const range = inputs.subarray(first * inputLength, (first + count) * inputLength);
  memory.bytes(arena + plan.bytes, count * inputLength).set(range);
  stagedLabels(network, count).set(labels.subarray(first, first + count));
}

/** Where labels of so many examples go. */
function stagedLabels({ memory, arena, plan }: CompiledNetwork, count: number): Uint16Array {
  const { buffer, byteOffset } = memory.bytes(arena + plan.labels, count * Uint16Array.BYTES_PER_ELEMENT);
  return new Uint16Array(buffer, byteOffset, count);
}

/** Throws a RangeError unless the batch is one of a training step. */
function requireBatch({ batchSize }: CompiledNetwork, { indices }: Batch): void {
  const count = indices.length;
  if (count === 0 || count > batchSize) {
    throw new RangeError(`a batch has 1 to ${batchSize} examples here, not ${count}`);
  }
}

/** Throws a RangeError unless the vector has D entries. */
export function requireLength(name: string, vector: Float32Array, dimension: number): void {
  if (vector.length !== dimension) throw new RangeError(`${name} has ${vector.length} entries, not D = ${dimension}`);
}

/** Copies the examples of a batch, in its order, or the bytes that stand in for them. */
function stageExamples(network: CompiledNetwork, batch: Batch): void {
  const { memory, arena, plan, data } = network;
  const { split, indices, inputs: own } = batch;
  const { inputs, labels, count } = data[split];
  const { inputLength } = plan;
  const bytes = memory.bytes(arena + plan.bytes, indices.length * inputLength);
  const staged = stagedLabels(network, indices.length);
  indices.forEach((index, n) => {
    if (index >= count) throw new RangeError(`example ${index} of ${split} is not below ${count}`);
    if (own === undefined) bytes.set(inputs.subarray(index * inputLength, (index + 1) * inputLength), n * inputLength);
    staged[n] = labels[index];
  });
  if (own !== undefined) bytes.set(own);
}
