import {
  canonicalJson,
  withLearningRate,
  type Experiment,
  type MethodRequest,
  type PlannedRun,
  type PluginReference,
  type RunResult,
  type RunSpecification,
  type StartRequest,
  type TunedRate,
  type TuningRecord,
} from '@dof/core';
import { bestLearningRate, endOfRates, tuningExperiment, tuningSeeds } from './tune-learning-rates.js';

/** A method at its best learning rates. */
export interface TunedMethod {
  readonly method: PluginReference;
  /** To be run beside the one that it came from. */
  readonly request: MethodRequest & { readonly tunedRates: readonly TunedRate[] };
}

/**
 * Tries the learning rates of `experiment.tune` for one method after the other, those apart that have a recipe or a rate of
 * their own, and yields each with its best for every start and d.
 *
 * @param train as for `tuneLearningRates`, and with the same end where it returns undefined
 */
export async function* tuneExperiment(
  experiment: Experiment,
  train: (tuning: Experiment) => Promise<readonly RunResult[] | undefined>,
): AsyncGenerator<TunedMethod> {
  const { tune } = experiment;
  if (tune === undefined) return;
  const settings = { learningRates: tune.learningRates, tuningSeeds: tune.seeds };
  for (const request of experiment.methods.filter(isTuned)) {
    const results = await train(tuningExperiment(experiment, settings, request));
    if (results === undefined) return;
    if (results.length === 0) continue;
    const { method } = results[0].specification;
    yield { method, request: { ...request, tunedRates: tunedRates(results, tune.learningRates) } };
  }
}

/** The best rate for each start and d that there are results of; starts in the order of their first result. */
export function tunedRates(results: readonly RunResult[], tried: readonly number[]): readonly TunedRate[] {
  const all = [...new Set(results.map(({ specification }) => specification.degreesOfFreedom))].sort((a, b) => a - b);
  const starts = new Map(
    results.map(({ specification }) => startOf(specification)).map((one) => [canonicalJson(one), one]),
  );
  return [...starts].flatMap(([key, start]) => {
    const own = results.filter(({ specification }) => canonicalJson(startOf(specification)) === key);
    return all.flatMap((degreesOfFreedom) => {
      const atD = own.filter(({ specification }) => specification.degreesOfFreedom === degreesOfFreedom);
      const learningRate = bestLearningRate(atD);
      if (learningRate === undefined) return [];
      const end = endOfRates(learningRate, tried);
      return [{ start, degreesOfFreedom, learningRate, ...(end !== undefined && { end }) }];
    });
  });
}

/**
 * What was chosen, and which of the runs are for it.
 *
 * @param planned the runs of the experiment with the tuned methods
 */
export function tuningRecord(
  { tune, training, methods, seeds }: Experiment,
  tuned: readonly TunedMethod[],
  planned: readonly Pick<PlannedRun, 'hash' | 'specification'>[],
): TuningRecord | undefined {
  if (tune === undefined || training === undefined) return undefined;
  const byChoice = new Map<string, string[]>();
  for (const { hash, specification } of planned) {
    for (const start of startKeys(specification)) {
      const key = choiceKey(specification, start);
      byChoice.set(key, [...(byChoice.get(key) ?? []), hash]);
    }
  }
  const choices = tuned.flatMap(({ method, request }) =>
    request.tunedRates.map((rate) => {
      const { degreesOfFreedom, learningRate } = rate;
      const wanted = { method, degreesOfFreedom, training: withLearningRate(training, learningRate) };
      return { method, ...rate, runs: byChoice.get(choiceKey(wanted, canonicalJson(rate.start))) ?? [] };
    }),
  );
  const given = new Set([
    training.optimizer.learningRate,
    ...methods.map((one) => one.learningRate ?? one.training?.optimizer.learningRate),
  ]);
  return {
    learningRates: tune.learningRates,
    training,
    seeds: tuningSeeds(seeds, tune.seeds),
    choices,
    tunedOnly: choices.flatMap(({ learningRate, runs }) => (given.has(learningRate) ? [] : runs)),
  };
}

/** Whether a method's learning rate is that of the experiment. */
function isTuned({ training, learningRate }: MethodRequest): boolean {
  return training === undefined && learningRate === undefined;
}

type ChoiceMembers = Pick<RunSpecification, 'method' | 'degreesOfFreedom' | 'training'>;

function choiceKey({ method, degreesOfFreedom, training }: ChoiceMembers, start: string): string {
  return canonicalJson({ method, degreesOfFreedom, training, start });
}

/** The start that a tuning run is from: no experiment fixes the seeds of starts at those that rates are tried on. */
function startOf({ start, seed }: RunSpecification): StartRequest {
  return start.seed === seed ? { ...start, seed: 'run' } : start;
}

/** The starts of an experiment that a run may be from, as canonical JSON: of its own seed, and of that seed for all. */
function startKeys({ start, seed }: Pick<RunSpecification, 'start' | 'seed'>): readonly string[] {
  return [canonicalJson(start), ...(start.seed === seed ? [canonicalJson({ ...start, seed: 'run' })] : [])];
}
