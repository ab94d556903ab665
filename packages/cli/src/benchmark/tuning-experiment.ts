import type { Experiment, MethodRequest } from '@dof/core';

/** Seeds of tuning runs start here, far from those that experiments number from 0. */
const FIRST_TUNING_SEED = 1_000_000_000;

/**
 * The experiment that tries every learning rate for one method. It has the same d and the same number of seeds for every
 * method, so the same budget; its seeds are none of the experiment's own.
 */
export function tuningExperiment(experiment: Experiment, method: MethodRequest): Experiment {
  const { learningRates, tuningSeeds } = experiment.benchmark;
  const own = new Set(experiment.seeds);
  const seeds: number[] = [];
  for (let seed = FIRST_TUNING_SEED; seeds.length < tuningSeeds; seed++) if (!own.has(seed)) seeds.push(seed);
  return {
    ...experiment,
    name: `${experiment.name}-tuning`,
    seeds,
    methods: learningRates.map((learningRate) => ({ ...method, learningRate })),
  };
}
