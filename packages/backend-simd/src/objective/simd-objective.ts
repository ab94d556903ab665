import { initialiseParameters } from '@dof/core';
import type { Batch, Evaluation, Objective, ParameterLayout, RandomKey, SplitName } from '@dof/core';
import { PLAN_FIELDS } from '../plan/plan-layout.js';
import { requireLength, stageParameters, stageRange, stageStep, type CompiledNetwork } from './compiled-network.js';

const CORRECT_WORD = PLAN_FIELDS.indexOf('correct');

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
    const { kernels, arena, plan } = network;
    requireLength('gradient', gradient, plan.dimension);
    stageStep(network, w, batch);
    const loss = kernels.lossAndGradient(arena, batch.indices.length);
    gradient.set(gradientOf(network));
    return loss;
  }

  outputs(w: Float32Array, batch: Batch, out: Float32Array): void {
    const network = this.#use();
    requireOutputs('out', out, network, batch);
    stageStep(network, w, batch);
    network.kernels.networkOutputs(network.arena, batch.indices.length);
    out.set(outputsOf(network, batch));
  }

  pullbackOutputs(w: Float32Array, batch: Batch, cotangent: Float32Array, gradient: Float32Array): void {
    const network = this.#use();
    requireOutputs('cotangent', cotangent, network, batch);
    requireLength('gradient', gradient, network.plan.dimension);
    stageStep(network, w, batch);
    outputsOf(network, batch).set(cotangent);
    network.kernels.pullBackOutputs(network.arena, batch.indices.length);
    gradient.set(gradientOf(network));
  }

  evaluate(w: Float32Array, split: SplitName): Evaluation {
    const network = this.#use();
    const { kernels, memory, arena, data, evaluationBatchSize } = network;
    const { count } = data[split];
    stageParameters(network, w);
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

function gradientOf({ memory, arena, plan }: CompiledNetwork): Float32Array {
  return memory.floats(arena + plan.gradient, plan.dimension);
}

/** The outputs of as many examples as the batch has. */
function outputsOf({ memory, arena, plan }: CompiledNetwork, { indices }: Batch): Float32Array {
  return memory.floats(arena + plan.outputs, indices.length * plan.outputCount);
}

function requireOutputs(name: string, values: Float32Array, { plan }: CompiledNetwork, { indices }: Batch): void {
  const { outputCount } = plan;
  if (values.length !== indices.length * outputCount) {
    throw new RangeError(`${name} has ${values.length} entries, not ${indices.length} x ${outputCount}`);
  }
}
