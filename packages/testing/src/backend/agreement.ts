import type { Backend, ModelSpec } from '@dof/core';
import { hasBatchNorm } from '../problems/draw-away-from-kinks.js';
import { referenceEvaluation } from '../reference/reference-evaluation.js';
import { referenceLossAndGradient } from '../reference/reference-loss-and-gradient.js';
import { roundingMovement } from '../reference/rounding-movement.js';
import { standardisedExamples } from '../reference/standardised-examples.js';
import { assertClose } from '../clauses/assertions.js';
import { assertLayersClose } from './layer-agreement.js';
import {
  BATCHES,
  BATCH_NORM_BATCHES,
  BATCH_NORM_OPTIONS,
  batchNormProblem,
  COMPILE_OPTIONS,
  randomProblem,
} from './random-problem.js';

const TOLERANCE = 1e-5;

/** Gradients of a random problem must agree with the reference to 1e-5 of the largest entry. */
export async function assertGradientsAgree(backend: Backend, model: ModelSpec, seed: number): Promise<void> {
  if (hasBatchNorm(model)) return assertLayersAgree(backend, model, seed);
  const { data, w } = randomProblem(model, seed);
  const objective = await backend.compile(model, data, COMPILE_OPTIONS);
  for (const batch of BATCHES) {
    const { inputs, labels } = standardisedExamples(data, batch.split, batch.indices);
    const expected = referenceLossAndGradient(model, Float64Array.from(w), inputs, labels);
    const gradient = new Float32Array(w.length);
    await objective.lossAndGradient(w, batch, gradient);
    assertClose(gradient, expected.gradient, TOLERANCE, `gradient of ${batch.split} ${batch.indices}`);
  }
  objective.dispose();
}

/** With batch normalisation, the part of every layer must agree. */
async function assertLayersAgree(backend: Backend, model: ModelSpec, seed: number): Promise<void> {
  const { data, w } = batchNormProblem(model, seed);
  const point = Float64Array.from(w);
  const objective = await backend.compile(model, data, BATCH_NORM_OPTIONS);
  for (const batch of BATCH_NORM_BATCHES) {
    const { inputs, labels } = standardisedExamples(data, batch.split, batch.indices);
    const expected = referenceLossAndGradient(model, point, inputs, labels).gradient;
    const movement = () => roundingMovement(model, point, inputs, labels).gradient;
    const actual = new Float32Array(w.length);
    await objective.lossAndGradient(w, batch, actual);
    assertLayersClose(model, actual, expected, movement, `${batch.split} ${batch.indices}`);
  }
  objective.dispose();
}

/** Batch losses of a random problem must agree with the reference to 1e-5, or 1e-5 of a loss above 1. */
export async function assertLossesAgree(backend: Backend, model: ModelSpec, seed: number): Promise<void> {
  const { data, w } = randomProblem(model, seed);
  const objective = await backend.compile(model, data, COMPILE_OPTIONS);
  for (const batch of BATCHES) {
    const { inputs, labels } = standardisedExamples(data, batch.split, batch.indices);
    const { loss } = referenceEvaluation(model, Float64Array.from(w), inputs, labels, labels.length);
    const actual = await objective.lossAndGradient(w, batch, new Float32Array(w.length));
    assertClose([actual], [loss], TOLERANCE, `loss of ${batch.split} ${batch.indices}`, 1);
  }
  objective.dispose();
}

/** Evaluations must agree with the reference, which takes the examples in file order and in the batches agreed on. */
export async function assertEvaluationsAgree(backend: Backend, model: ModelSpec, seed: number): Promise<void> {
  const { data, w } = randomProblem(model, seed);
  const objective = await backend.compile(model, data, COMPILE_OPTIONS);
  const { evaluationBatchSize } = COMPILE_OPTIONS;
  for (const split of ['train', 'test'] as const) {
    const everything = Uint32Array.from({ length: data[split].count }, (_, i) => i);
    const { inputs, labels } = standardisedExamples(data, split, everything);
    const expected = referenceEvaluation(model, Float64Array.from(w), inputs, labels, evaluationBatchSize);
    const actual = await objective.evaluate(w, split);
    assertClose([actual.loss], [expected.loss], TOLERANCE, `loss of ${split}`, 1);
    assertClose([actual.accuracy], [expected.accuracy], 1e-12, `accuracy of ${split}`);
  }
  objective.dispose();
}
