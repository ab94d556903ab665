import { tuneExperiment, type TunedMethod } from '@dof/analysis';
import type { Experiment } from '@dof/core';
import { DofError } from '@dof/core/errors';
import { tuningPasses, type TuningPassesOptions } from '../../session/tuning-passes.js';

/** Where the learning rates of an experiment are tried. */
export interface TunedMethodsOptions extends Omit<TuningPassesOptions, 'learningRates'> {
  readonly experiment: Experiment;
  readonly isShard: boolean;
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
}: TunedMethodsOptions): Promise<readonly TunedMethod[] | undefined> {
  const { tune } = experiment;
  if (tune === undefined) return [];
  if (isShard) {
    throw new DofError(
      'DOF_TUNING_NOT_SHARDED',
      '--shard with a list of learning rates: the best is known when all of them were tried; give one learning rate, or ' +
        'spread the runs with --executor',
    );
  }
  const passes = tuningPasses({ ...place, learningRates: tune.learningRates });
  const methods: TunedMethod[] = [];
  for await (const tuned of tuneExperiment(experiment, passes.train)) methods.push(tuned);
  return passes.isComplete() ? methods : undefined;
}
