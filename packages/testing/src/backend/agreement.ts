import type { Backend, ModelSpec } from '@dof/core';
import { hasBatchNorm, isNormalised } from '../problems/draw-away-from-kinks.js';
import { referenceEvaluation } from '../reference/reference-evaluation.js';
import { referenceLossAndGradient } from '../reference/reference-loss-and-gradient.js';
import { roundingMovement } from '../reference/rounding-movement.js';
import { standardisedExamples } from '../reference/standardised-examples.js';
import { assertClose, isClose } from '../clauses/assertions.js';
import { assertGradientClose, assertLayersClose } from './layer-agreement.js';
import {
  BATCHES,
  BATCH_NORM_BATCHES,
  BATCH_NORM_OPTIONS,
  batchNormProblem,
  COMPILE_OPTIONS,
  randomProblem,
} from './random-problem.js';

const TOLERANCE = 1e-5;
const ILL_CONDITIONED_TOLERANCE = 1e-3;

/**
 * Gradients of a random problem must agree with the reference to 1e-5 of the largest entry, as far as a normalisation does
 * not magnify rounding beyond that.
 */
export async function assertGradientsAgree(backend: Backend, model: ModelSpec, seed: number): Promise<void> {
  if (hasBatchNorm(model)) return assertLayersAgree(backend, model, seed);
  const { data, w } = randomProblem(model, seed);
  const objective = await backend.compile(model, data, COMPILE_OPTIONS);
  for (const batch of BATCHES) {
    const { inputs, labels } = standardisedExamples(data, batch.split, batch.indices);
    const point = Float64Array.from(w);
    const expected = referenceLossAndGradient(model, point, inputs, labels);
    const gradient = new Float32Array(w.length);
    await objective.lossAndGradient(w, batch, gradient);
    const movement = () => roundingMovement(model, point, inputs, labels).gradient;
    const what = `gradient of ${batch.split} ${batch.indices}`;
    assertGradientClose(model, gradient, expected.gradient, movement, what);
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

/**
 * Batch losses of a random problem must agree with the reference to 1e-5, or 1e-5 of a loss above 1. With
 * normalisations, which may be ill-conditioned, as far as rounding moves them by less than a tenth of that; to 1e-3 otherwise.
 */
export async function assertLossesAgree(backend: Backend, model: ModelSpec, seed: number): Promise<void> {
  const { data, w } = randomProblem(model, seed);
  const objective = await backend.compile(model, data, COMPILE_OPTIONS);
  for (const batch of BATCHES) {
    const { inputs, labels } = standardisedExamples(data, batch.split, batch.indices);
    const point = Float64Array.from(w);
    const { loss } = referenceLossAndGradient(model, point, inputs, labels);
    const actual = await objective.lossAndGradient(w, batch, new Float32Array(w.length));
    const movement = () => roundingMovement(model, point, inputs, labels).loss;
    assertLossClose(model, actual, loss, movement, `loss of ${batch.split} ${batch.indices}`);
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
    const point = Float64Array.from(w);
    const expected = referenceEvaluation(model, point, inputs, labels, evaluationBatchSize);
    const actual = await objective.evaluate(w, split);
    const pixels = inputs.length / labels.length;
    // The mean over batches moves by no more than the one that moves most.
    const movement = () =>
      Math.max(
        ...Array.from({ length: Math.ceil(labels.length / evaluationBatchSize) }, (_, i) => {
          const [from, to] = [i * evaluationBatchSize, Math.min((i + 1) * evaluationBatchSize, labels.length)];
          return roundingMovement(model, point, inputs.slice(from * pixels, to * pixels), labels.slice(from, to)).loss;
        }),
      );
    assertLossClose(model, actual.loss, expected.loss, movement, `loss of ${split}`);
    assertClose([actual.accuracy], [expected.accuracy], 1e-12, `accuracy of ${split}`);
  }
  objective.dispose();
}

/** @param measureMovement how far rounding moves the loss; asked only where it does not agree as it is. */
function assertLossClose(
  model: ModelSpec,
  actual: number,
  expected: number,
  measureMovement: () => number,
  what: string,
): void {
  if (!isNormalised(model) || isClose([actual], [expected], TOLERANCE, 1)) {
    assertClose([actual], [expected], TOLERANCE, what, 1);
    return;
  }
  const isWellConditioned = measureMovement() <= TOLERANCE * 0.1 * Math.max(1, Math.abs(expected));
  assertClose([actual], [expected], isWellConditioned ? TOLERANCE : ILL_CONDITIONED_TOLERANCE, what, 1);
}
