import type { Backend, Batch, ModelSpec, Objective } from '@dof/core';
import { hasBatchNorm, isNormalised } from '../problems/draw-away-from-kinks.js';
import { normalArray } from '../problems/random-arrays.js';
import type { ReferenceLayer } from '../reference/reference-layer.js';
import { referenceOutputs, referencePullback } from '../reference/reference-outputs.js';
import { movementOf } from '../reference/rounding-movement.js';
import { standardisedExamples } from '../reference/standardised-examples.js';
import { assertClose, assertThat, isClose } from '../clauses/assertions.js';
import { assertGradientClose, assertLayersClose } from './layer-agreement.js';
import {
  BATCHES,
  BATCH_NORM_BATCHES,
  BATCH_NORM_OPTIONS,
  batchNormProblem,
  COMPILE_OPTIONS,
  randomProblem,
  type RandomProblem,
} from './random-problem.js';

const TOLERANCE = 1e-5;
const ILL_CONDITIONED_TOLERANCE = 1e-3;

/** An objective that has its outputs to offer. */
export type ObjectiveWithOutputs = Objective & Required<Pick<Objective, 'outputs' | 'pullbackOutputs'>>;

/** Whether an objective offers its outputs; one that offers half of the pair breaks the contract. */
export function offersOutputs(objective: Objective): objective is ObjectiveWithOutputs {
  const { outputs, pullbackOutputs } = objective;
  assertThat(
    (outputs === undefined) === (pullbackOutputs === undefined),
    `an objective has outputs and pullbackOutputs or neither, not ${outputs ? 'outputs' : 'pullbackOutputs'} alone`,
  );
  return outputs !== undefined;
}

/**
 * Outputs of a random problem must agree to 1e-5 of the largest, or of 1. With normalisations, which may be
 * ill-conditioned, as far as rounding moves them by less than a tenth of that; to 1e-3 otherwise.
 */
export function assertOutputsAgree(backend: Backend, model: ModelSpec, seed: number): Promise<void> {
  return forBatches(backend, model, seed, async ({ objective, w, point, batch, inputs }) => {
    const compute: Computation = (at, examples, network) =>
      referenceOutputs(model, at, examples, batch.indices.length, network);
    const expected = compute(point, inputs);
    const out = new Float32Array(expected.length).fill(NaN);
    await objective.outputs(w, batch, out);
    const what = `outputs of ${batch.split} ${batch.indices}`;
    if (!isNormalised(model) || isClose(out, expected, TOLERANCE, 1)) {
      assertClose(out, expected, TOLERANCE, what, 1);
      return;
    }
    const scale = expected.reduce((most, z) => Math.max(most, Math.abs(z)), 1);
    const moved = Math.max(...movementOf(model, point, inputs, compute));
    const tolerance = moved <= TOLERANCE * 0.1 * scale ? TOLERANCE : ILL_CONDITIONED_TOLERANCE;
    assertClose(out, expected, tolerance, what, 1);
  });
}

/** Pull-backs of random cotangents must agree as gradients do, with batch normalisation layer by layer. */
export function assertPullbacksAgree(backend: Backend, model: ModelSpec, seed: number): Promise<void> {
  return forBatches(backend, model, seed, async ({ objective, normalised, data, w, point, batch, inputs }) => {
    const count = batch.indices.length;
    const cotangent = Float32Array.from(normalArray([seed, 5], 0, count * data.classes));
    const pull: Computation = (at, examples, network) =>
      referencePullback(model, at, examples, count, Float64Array.from(cotangent), network);
    const expected = pull(point, inputs);
    const actual = new Float32Array(w.length).fill(NaN);
    await objective.pullbackOutputs(w, batch, cotangent, actual);
    const what = `pull-back of ${batch.split} ${batch.indices}`;
    const movement = () => movementOf(model, point, inputs, pull);
    (normalised ? assertLayersClose : assertGradientClose)(model, actual, expected, movement, what);
  });
}

/** Results of the network at w on standardised inputs, as `movementOf` disturbs them. */
type Computation = (w: Float64Array, inputs: Float64Array, network?: ReferenceLayer) => Float64Array;

/** One batch of a random problem. */
interface BatchTrial extends RandomProblem {
  readonly objective: ObjectiveWithOutputs;
  readonly normalised: boolean;
  /** w in float64. */
  readonly point: Float64Array;
  readonly batch: Batch;
  /** Standardised, as those of the reference. */
  readonly inputs: Float64Array;
}

/** Runs a check on every batch of a random problem, where the objective has its outputs to offer. */
async function forBatches(
  backend: Backend,
  model: ModelSpec,
  seed: number,
  check: (trial: BatchTrial) => Promise<void>,
): Promise<void> {
  const normalised = hasBatchNorm(model);
  const problem = (normalised ? batchNormProblem : randomProblem)(model, seed);
  const { data, w } = problem;
  const objective = await backend.compile(model, data, normalised ? BATCH_NORM_OPTIONS : COMPILE_OPTIONS);
  if (offersOutputs(objective)) {
    const point = Float64Array.from(w);
    for (const batch of normalised ? BATCH_NORM_BATCHES : BATCHES) {
      const { inputs } = standardisedExamples(data, batch.split, batch.indices);
      await check({ ...problem, objective, normalised, point, batch, inputs });
    }
  }
  objective.dispose();
}
