import type { Experiment, MethodRequest, RunResult } from '@dof/core';
import type { BenchmarkSettings } from './benchmark-settings.js';

/** Seeds of tuning runs start here, far from those that experiments number from 0. */
const FIRST_TUNING_SEED = 1_000_000_000;
/** The loss that a run which reached nothing counts with: far above that of a guess among many classes. */
const FAILED_LOSS = 100;

/** What is tried, and on how many seeds. */
export interface TuningSettings {
  readonly learningRates: readonly number[];
  readonly tuningSeeds: number;
}

/**
 * Tries the learning rates of the settings, of which there is at least one, for the null model and
 * every method, one after the other, and yields each at its best.
 *
 * @param train does all runs of an experiment and returns their results. The tuning ends where it returns undefined, as
 * when somebody stopped it, and where no further method is asked for.
 */
export async function* tuneLearningRates(
  experiment: Experiment,
  settings: BenchmarkSettings,
  train: (tuning: Experiment) => Promise<readonly RunResult[] | undefined>,
): AsyncGenerator<MethodRequest> {
  for (const method of [settings.null, ...experiment.methods]) {
    const results = await train(tuningExperiment(experiment, settings, method));
    if (results === undefined) return;
    yield { ...method, learningRate: bestLearningRate(results) };
  }
}

/**
 * The experiment that tries every learning rate for one method. It has the same d and the same number of seeds for every
 * method, so the same budget; its seeds are none of the experiment's own.
 */
export function tuningExperiment(
  experiment: Experiment,
  { learningRates, tuningSeeds: count }: TuningSettings,
  method: MethodRequest,
): Experiment {
  return {
    ...experiment,
    name: `${experiment.name}-tuning`,
    seeds: tuningSeeds(experiment.seeds, count),
    methods: learningRates.map((learningRate) => ({ ...method, learningRate })),
  };
}

/** The first seeds for tuning that are none of the experiment's own. */
export function tuningSeeds(own: readonly number[], count: number): readonly number[] {
  const taken = new Set(own);
  const seeds: number[] = [];
  for (let seed = FIRST_TUNING_SEED; seeds.length < count; seed++) if (!taken.has(seed)) seeds.push(seed);
  return seeds;
}

/**
 * The learning rate with the lowest mean log of the best training loss over d, starts and seeds; undefined without
 * results. The log makes every d count, not only the small ones with their large losses.
 */
export function bestLearningRate(results: readonly RunResult[]): number | undefined {
  const byRate = new Map<number, number[]>();
  for (const { specification, best } of results) {
    const rate = specification.training.optimizer.learningRate;
    byRate.set(rate, [...(byRate.get(rate) ?? []), Math.log(best?.trainLoss ?? FAILED_LOSS)]);
  }
  const ranked = [...byRate].map(([rate, losses]) => ({ rate, score: mean(losses) }));
  return ranked.sort((a, b) => a.score - b.score)[0]?.rate;
}

/** Where a rate is the last of several that were tried, so that one beyond it might be better. */
export function endOfRates(rate: number, tried: readonly number[]): 'lowest' | 'highest' | undefined {
  const [lowest, highest] = [Math.min(...tried), Math.max(...tried)];
  if (lowest === highest) return undefined;
  if (rate === lowest) return 'lowest';
  return rate === highest ? 'highest' : undefined;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
