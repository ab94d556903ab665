import type { TunedMethod } from '@dof/analysis';
import type { Experiment, MethodRequest, PlannedRun, TuningRecord } from '@dof/core';
import { DofError } from '@dof/core/errors';
import { tuningPasses, type TuningPassesOptions } from '../../session/tuning-passes.js';

/** Where the learning rates of an experiment are tried. */
export interface TunedMethodsOptions extends Omit<TuningPassesOptions, 'learningRates'> {
  readonly experiment: Experiment;
  readonly isShard: boolean;
}

/** Methods at the best of their learning rates. */
export interface TunedMethods {
  readonly methods: readonly MethodRequest[];
  /** What was chosen, and which of the runs it led to; undefined where an experiment lists no learning rates. */
  record(runs: readonly PlannedRun[]): TuningRecord | undefined;
}

/**
 * Tries the learning rates that an experiment lists; no methods where it lists none, and undefined where a training was
 * stopped or could not be done.
 *
 * @throws DofError DOF_TUNING_NOT_SHARDED
 */
export async function tunedMethods({
  experiment,
  isShard,
  ...place
}: TunedMethodsOptions): Promise<TunedMethods | undefined> {
  const { tune } = experiment;
  if (tune === undefined) return { methods: [], record: () => undefined };
  if (isShard) {
    throw new DofError(
      'DOF_TUNING_NOT_SHARDED',
      '--shard with a list of learning rates: the best is known when all of them were tried; give one learning rate, or ' +
        'spread the runs with --executor',
    );
  }
  const { tuneExperiment, tuningRecord } = await import('@dof/analysis');
  const passes = tuningPasses({ ...place, learningRates: tune.learningRates });
  const tuned: TunedMethod[] = [];
  for await (const one of tuneExperiment(experiment, passes.train)) tuned.push(one);
  if (!passes.isComplete()) return undefined;
  return {
    methods: tuned.map(({ request }) => request),
    record: (runs) => tuningRecord(experiment, tuned, runs),
  };
}
