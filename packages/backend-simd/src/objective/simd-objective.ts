import { initialiseParameters } from '@dof/core';
import type { Batch, Dataset, Evaluation, Objective, ParameterLayout, RandomKey, SplitName } from '@dof/core';
import type { KernelExports } from '../kernels/kernel-exports.js';
import type { KernelMemory } from '../memory/kernel-memory.js';
import type { PlacedPlan } from '../plan/place-plan.js';
import { CORRECT_WORD } from '../plan/write-plan.js';

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

/** A compiled network on one data set. Every step copies its batch's bytes in and is one call of the kernels. */
export class SimdObjective implements Objective {
  #network: CompiledNetwork | undefined;
  readonly #release: () => void;

  /** @param release frees the arena. */
  constructor(network: CompiledNetwork, release: () => void) {
    this.#network = network;
    this.#release = release;
  }

  get dimension(): number {
    return this.layout.dimension;
  }

  get layout(): ParameterLayout {
    return this.#use().layout;
  }

  initialise(key: RandomKey): Float32Array {
    return initialiseParameters(this.layout, key);
  }

  lossAndGradient(w: Float32Array, batch: Batch, gradient: Float32Array): number {
    const network = this.#use();
    const { kernels, memory, arena, plan, batchSize } = network;
    const count = batch.indices.length;
    if (count === 0 || count > batchSize) {
      throw new RangeError(`a batch has 1 to ${batchSize} examples here, not ${count}`);
    }
    requireLength('gradient', gradient, plan.dimension);
    setParameters(network, w);
    stageExamples(network, batch);
    const loss = kernels.lossAndGradient(arena, count);
    gradient.set(memory.floats(arena + plan.gradient, plan.dimension));
    return loss;
  }

  evaluate(w: Float32Array, split: SplitName): Evaluation {
    const network = this.#use();
    const { kernels, memory, arena, data, evaluationBatchSize } = network;
    const { count } = data[split];
    setParameters(network, w);
    kernels.beginEvaluation(arena);
    let loss = 0;
    for (let first = 0; first < count; first += evaluationBatchSize) {
      const examples = Math.min(evaluationBatchSize, count - first);
      stageRange(network, split, first, examples);
      loss += kernels.evaluate(arena, examples);
    }
    return { loss: loss / count, accuracy: memory.words(arena, CORRECT_WORD + 1)[CORRECT_WORD] / count };
  }

  dispose(): void {
    if (this.#network === undefined) return;
    this.#network = undefined;
    this.#release();
  }

  #use(): CompiledNetwork {
    if (this.#network === undefined) throw new Error('this objective was disposed of');
    return this.#network;
  }
}

function setParameters({ memory, arena, plan }: CompiledNetwork, w: Float32Array): void {
  requireLength('w', w, plan.dimension);
  memory.floats(arena + plan.parameters, plan.dimension).set(w);
}

function requireLength(name: string, vector: Float32Array, length: number): void {
  if (vector.length !== length) throw new RangeError(`${name} has ${vector.length} entries, not D = ${length}`);
}

/** Copies the examples of a batch, in its order. */
function stageExamples({ memory, arena, plan, data }: CompiledNetwork, { split, indices }: Batch): void {
  const { inputs, labels, count } = data[split];
  const { inputLength } = plan;
  const bytes = memory.bytes(arena + plan.bytes, indices.length * inputLength);
  const stagedLabels = memory.bytes(arena + plan.labels, indices.length);
  indices.forEach((index, n) => {
    if (index >= count) throw new RangeError(`example ${index} of ${split} is not below ${count}`);
    bytes.set(inputs.subarray(index * inputLength, (index + 1) * inputLength), n * inputLength);
    stagedLabels[n] = labels[index];
  });
}

/** Copies consecutive examples. */
function stageRange(network: CompiledNetwork, split: SplitName, first: number, count: number): void {
  const { memory, arena, plan, data } = network;
  const { inputs, labels } = data[split];
  const { inputLength } = plan;
  const range = inputs.subarray(first * inputLength, (first + count) * inputLength);
  memory.bytes(arena + plan.bytes, count * inputLength).set(range);
  memory.bytes(arena + plan.labels, count).set(labels.subarray(first, first + count));
}
