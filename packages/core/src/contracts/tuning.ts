import type { StartRequest } from './start-request.js';
import type { PluginReference } from './run.js';
import type { TrainingRecipe } from './training-recipe.js';

/** Asks for the best of several learning rates, for each method, start and d. */
export interface TuneRequest {
  /** Seeds that each rate is tried on, none of them among the experiment's own. */
  readonly seeds: number;
  /** Rising, two at least. */
  readonly learningRates: readonly number[];
}

/** The best learning rate for one start and d. */
export interface TunedRate {
  readonly start: StartRequest;
  readonly degreesOfFreedom: number;
  readonly learningRate: number;
  /** Where it is the last of those tried, so that one beyond it might be better. */
  readonly end?: 'lowest' | 'highest';
}

/** A recipe whose learning rate was chosen at each d: what a series at the best rates has in common. */
export interface TunedTraining {
  /** Those tried. */
  readonly learningRates: readonly number[];
  /** At the one rate that is trained besides; a schedule is scaled along. */
  readonly training: TrainingRecipe;
}

/** One choice, and the experiment's own runs that it led to. */
export interface TunedChoice extends TunedRate {
  readonly method: PluginReference;
  /** Hashes, of finished runs and of others. */
  readonly runs: readonly string[];
}

/** What came of a {@link TuneRequest}. Plain JSON. */
export interface TuningRecord extends TunedTraining {
  /** The seeds they were tried on. */
  readonly seeds: readonly number[];
  readonly choices: readonly TunedChoice[];
  /** Of the runs of the choices, those that nobody asked for by their rate: they count for the best rates alone. */
  readonly tunedOnly: readonly string[];
}
