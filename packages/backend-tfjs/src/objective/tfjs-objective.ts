import type {
  Batch,
  CompileOptions,
  Dataset,
  Evaluation,
  Objective,
  ParameterLayout,
  RandomKey,
  SplitName,
} from '@dof/core';
import { customGrad, mul, scalar, sum, tensor, tidy, variableGrads } from '@tensorflow/tfjs-core';
import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import type { EngineVariant } from '../engine/choose-engine.js';
import { useEngine } from '../engine/start-engine.js';
import type { TfjsNetwork } from '../network/tfjs-network.js';
import { measuredOutputs } from './measured-outputs.js';
import { batchesInFileOrder, stagedBatch } from './staged-batch.js';

/** The backend that compiled an objective. */
export interface ObjectiveOwner {
  readonly engine: EngineVariant;
  /** Called once, when the objective is disposed of. */
  release(): void;
}

/** A network of TensorFlow.js on one data set. Every step sets the variables from w and walks the graph once. */
export class TfjsObjective implements Objective {
  readonly layout: ParameterLayout;
  #network: TfjsNetwork | undefined;

  constructor(
    network: TfjsNetwork,
    private readonly data: Dataset,
    private readonly options: CompileOptions,
    private readonly owner: ObjectiveOwner,
  ) {
    this.#network = network;
    this.layout = network.layout;
  }

  get dimension(): number {
    return this.layout.dimension;
  }

  initialise(key: RandomKey): Float32Array {
    return this.#use().initialise(key);
  }

  lossAndGradient(w: Float32Array, batch: Batch, gradient: Float32Array): number {
    const network = this.#use();
    const count = this.#requireStep(w, batch);
    requireLength('gradient', gradient, this.dimension);
    useEngine(this.owner.engine);
    const { inputs, labels } = stagedBatch(this.data, batch);
    return tidy(() => {
      setVariables(network, w);
      let loss = NaN;
      // The loss is left to plain float64 code: only its gradient in the outputs has to enter the graph.
      const lossOfOutputs = customGrad((outputs, save) => {
        const measured = measuredOutputs(network.loss, valuesOf(outputs as Tensor), labels);
        loss = measured.lossSum / count;
        (save as (tensors: Tensor[]) => void)([tensor(measured.slopes, (outputs as Tensor).shape)]);
        return { value: scalar(loss), gradFunc: (dy: Tensor, saved: Tensor[]) => mul(dy, saved[0]) };
      });
      writeGradient(network, () => lossOfOutputs(network.outputs(this.#tensor(inputs, count))) as Scalar, gradient);
      return loss;
    });
  }

  outputs(w: Float32Array, batch: Batch, out: Float32Array): void {
    const network = this.#use();
    const count = this.#requireStep(w, batch);
    requireOutputs('out', out, count, this.data.classes);
    useEngine(this.owner.engine);
    const { inputs } = stagedBatch(this.data, batch);
    tidy(() => {
      setVariables(network, w);
      out.set(valuesOf(network.outputs(this.#tensor(inputs, count))));
    });
  }

  pullbackOutputs(w: Float32Array, batch: Batch, cotangent: Float32Array, gradient: Float32Array): void {
    const network = this.#use();
    const count = this.#requireStep(w, batch);
    requireOutputs('cotangent', cotangent, count, this.data.classes);
    requireLength('gradient', gradient, this.dimension);
    useEngine(this.owner.engine);
    const { inputs } = stagedBatch(this.data, batch);
    tidy(() => {
      setVariables(network, w);
      const slopes = tensor(cotangent.slice(), [count, this.data.classes]);
      writeGradient(network, () => sum(mul(network.outputs(this.#tensor(inputs, count)), slopes)), gradient);
    });
  }

  evaluate(w: Float32Array, split: SplitName): Evaluation {
    const network = this.#use();
    requireLength('w', w, this.dimension);
    useEngine(this.owner.engine);
    tidy(() => setVariables(network, w));
    let loss = 0;
    let correct = 0;
    for (const batch of batchesInFileOrder(this.data, split, this.options.evaluationBatchSize)) {
      const { inputs, labels } = stagedBatch(this.data, batch);
      const outputs = tidy(() => valuesOf(network.outputs(this.#tensor(inputs, labels.length))));
      const measured = measuredOutputs(network.loss, outputs, labels);
      loss += measured.lossSum;
      correct += measured.correct;
    }
    const { count } = this.data[split];
    return { loss: loss / count, accuracy: correct / count };
  }

  dispose(): void {
    if (this.#network === undefined) return;
    this.#network.dispose();
    this.#network = undefined;
    this.owner.release();
  }

  /** The examples of the batch; throws a RangeError unless it is one of a training step, for a w of length D. */
  #requireStep(w: Float32Array, { indices }: Batch): number {
    const { batchSize } = this.options;
    const count = indices.length;
    if (count === 0 || count > batchSize) {
      throw new RangeError(`a batch has 1 to ${batchSize} examples here, not ${count}`);
    }
    requireLength('w', w, this.dimension);
    return count;
  }

  #tensor(inputs: Float32Array, count: number): Tensor {
    return tensor(inputs, [count, ...this.data.inputShape]);
  }

  #use(): TfjsNetwork {
    if (this.#network === undefined) throw new Error('this objective was disposed of');
    return this.#network;
  }
}

function setVariables({ variables, layout }: TfjsNetwork, w: Float32Array): void {
  layout.segments.forEach(({ offset, length, shape }, index) => {
    // A copy: an engine may keep the array it is given, and w belongs to the caller.
    variables[index].assign(tensor(w.slice(offset, offset + length), [...shape]));
  });
}

/** The gradient in the variables of what `compute` makes of them; zeros where it does not depend on one. */
function writeGradient({ variables, layout }: TfjsNetwork, compute: () => Scalar, gradient: Float32Array): void {
  const { grads } = variableGrads(compute, [...variables]);
  layout.segments.forEach(({ offset, length }, index) => {
    const slope = grads[variables[index].name];
    if (slope === null || slope === undefined) gradient.fill(0, offset, offset + length);
    else gradient.set(valuesOf(slope), offset);
  });
}

function valuesOf(one: Tensor): Float32Array {
  return one.dataSync<'float32'>();
}

function requireLength(name: string, vector: Float32Array, length: number): void {
  if (vector.length !== length) throw new RangeError(`${name} has ${vector.length} entries, not D = ${length}`);
}

function requireOutputs(name: string, values: Float32Array, count: number, classes: number): void {
  if (values.length !== count * classes) {
    throw new RangeError(`${name} has ${values.length} entries, not ${count} x ${classes}`);
  }
}
