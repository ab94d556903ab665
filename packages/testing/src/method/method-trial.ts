import {
  keyFromSeed,
  layerShapes,
  parameterLayout,
  parseOptions,
  splitKey,
  type DofReductionMethod,
  type MethodCapabilities,
  type ModelSpec,
  type Objective,
  type ParameterLayout,
  type PrepareContext,
  type Prepared,
  type Reparametrisation,
  type ReparametriseContext,
} from '@dof/core';
import { randomDataset } from '../problems/random-dataset.js';
import { randomParameters } from '../problems/random-parameters.js';
import { degreesOfFreedomToTry } from './degrees-of-freedom-to-try.js';
import type { MethodSubject } from './method-subject.js';
import { trackedBackend, type TrackedBackend } from './tracked-backend.js';

const TRAIN_COUNT = 24;

/** A method with a network, data and a starting point: all that its calls need. */
export interface MethodTrial {
  readonly method: DofReductionMethod;
  /** Validated, and with everything settled that they left open. */
  readonly options: unknown;
  /** What the method promises with these options. */
  readonly capabilities: MethodCapabilities;
  readonly model: ModelSpec;
  readonly layout: ParameterLayout;
  readonly objective: Objective;
  readonly backend: TrackedBackend;
  readonly start: { readonly w: Float32Array };
  /** Some attainable d, rising: the least, its neighbour, one in the middle, the largest. */
  readonly degreesOfFreedom: readonly number[];
  /** The preparation, asked for `degreesOfFreedom` unless told otherwise; undefined for a method without one. */
  prepare(changes?: Partial<PrepareContext<unknown>>): Promise<Prepared | undefined>;
  /** The map at d; makes the preparation too unless given one. */
  reparametrise(d: number, changes?: Partial<ReparametriseContext<unknown>>): Promise<Reparametrisation>;
}

/** Runs a check on every network of a subject, each with a fresh method; gives everything back afterwards. */
export async function forTrials(subject: MethodSubject, check: (trial: MethodTrial) => Promise<void>): Promise<void> {
  for (const model of subject.models) {
    const method = await subject.createMethod();
    const backend = trackedBackend(subject.createBackend());
    const trial = await methodTrial(subject, method, backend, model);
    try {
      await check(trial);
    } finally {
      trial.objective.dispose();
      backend.dispose();
    }
  }
}

async function methodTrial(
  subject: MethodSubject,
  method: DofReductionMethod,
  backend: TrackedBackend,
  model: ModelSpec,
): Promise<MethodTrial> {
  const classes = layerShapes(model).at(-1)?.output.channels ?? 0;
  const shape = { inputShape: model.inputShape, classes, trainCount: TRAIN_COUNT, testCount: 3 };
  const layout = parameterLayout(model);
  const within = (options: unknown): readonly number[] =>
    degreesOfFreedomToTry(
      method.attainable(layout, options),
      Math.min(layout.dimension, subject.largestDegreesOfFreedom),
    );
  const given = parseOptions(method.options, subject.options, `method ${method.name}`);
  const options = method.resolveOptions?.(given, layout, within(given)) ?? given;
  const degreesOfFreedom = within(options);
  const objective = await backend.compile(model, randomDataset([1, 1], shape), {
    batchSize: method.preparationBatchSize?.(options) ?? 8,
    evaluationBatchSize: TRAIN_COUNT,
  });
  const start = { w: randomParameters(model, [2, 2]) };
  const signal = new AbortController().signal;
  const key = keyFromSeed(3);
  const prepare: MethodTrial['prepare'] = async (changes) =>
    method.prepare?.({
      objective,
      backend,
      trainCount: TRAIN_COUNT,
      start,
      options,
      key: splitKey(key, 'preparation'),
      requested: degreesOfFreedom,
      signal,
      emit: () => undefined,
      ...changes,
    });
  const capabilities = { ...method.capabilities, ...method.capabilitiesWith?.(options) };
  return {
    ...{ method, capabilities, options, model, layout, objective, backend, start, degreesOfFreedom, prepare },
    reparametrise: async (d, changes = {}) => {
      const prepared = 'prepared' in changes ? changes.prepared : await prepare();
      const context = { start, d, key: splitKey(key, 'directions'), options, backend, layout, signal, ...changes };
      return method.reparametrise({ ...context, prepared });
    },
  };
}
