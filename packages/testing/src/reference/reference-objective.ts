import {
  initialiseParameters,
  parameterLayout,
  requireFittingData,
  type Batch,
  type CompileOptions,
  type Dataset,
  type ModelSpec,
  type Objective,
} from '@dof/core';
import { referenceEvaluation } from './reference-evaluation.js';
import { referenceLossAndGradient } from './reference-loss-and-gradient.js';
import { referenceOutputs, referencePullback } from './reference-outputs.js';
import { standardisedExamples, type StandardisedExamples } from './standardised-examples.js';

/**
 * The loss of one model on one data set, computed in float64 and rounded to float32 at the door: slow, and written to
 * be seen to be right. Throws DOF_MODEL_SHAPE where model and data do not fit.
 */
export function referenceObjective(model: ModelSpec, data: Dataset, options: CompileOptions): Objective {
  requireFittingData(model, data);
  const layout = parameterLayout(model);
  const examplesOf = ({ split, indices, inputs }: Batch): StandardisedExamples => {
    if (indices.length > options.batchSize) {
      throw new RangeError(`a batch of ${indices.length}, compiled for at most ${options.batchSize}`);
    }
    return standardisedExamples(data, split, indices, inputs);
  };
  return {
    dimension: layout.dimension,
    layout,
    initialise: (key) => initialiseParameters(layout, key),
    lossAndGradient(w, batch, gradient) {
      const { inputs, labels } = examplesOf(batch);
      const result = referenceLossAndGradient(model, Float64Array.from(w), inputs, labels);
      gradient.set(result.gradient);
      return result.loss;
    },
    evaluate(w, split) {
      const everything = Uint32Array.from({ length: data[split].count }, (_, i) => i);
      const { inputs, labels } = standardisedExamples(data, split, everything);
      return referenceEvaluation(model, Float64Array.from(w), inputs, labels, options.evaluationBatchSize);
    },
    outputs(w, batch, out) {
      out.set(referenceOutputs(model, Float64Array.from(w), examplesOf(batch).inputs, batch.indices.length));
    },
    pullbackOutputs(w, batch, cotangent, gradient) {
      const [point, u] = [Float64Array.from(w), Float64Array.from(cotangent)];
      gradient.set(referencePullback(model, point, examplesOf(batch).inputs, batch.indices.length, u));
    },
    dispose: () => undefined,
  };
}
