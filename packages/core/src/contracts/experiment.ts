import type { ModelFile } from './engine-model.js';
import type { JsonObject } from './json.js';
import type { ModelSpec } from './model-spec.js';
import type { EvaluationSchedule, StartSpecification } from './run.js';
import type { TrainingRecipe } from './training-recipe.js';

/** A plugin by name, with options it has not checked yet. */
export interface PluginRequest {
  readonly name: string;
  readonly options: JsonObject;
}

/** One method of an experiment; what it leaves open, the experiment or the method decides. */
export interface MethodRequest extends PluginRequest {
  readonly training?: TrainingRecipe;
  /** In place of the recipe's own; a schedule is scaled along. */
  readonly learningRate?: number;
  readonly degreesOfFreedom?: readonly number[];
  /** See Experiment, for the list of this entry. */
  readonly roundToAttainable?: boolean;
}

/** How a benchmark compares the experiment's methods with the null model. */
export interface BenchmarkSettings {
  readonly null: MethodRequest;
  /** Tried for every method and the null alike; empty: nothing is tuned. */
  readonly learningRates: readonly number[];
  /** Seeds each learning rate is tried on, none of them among the experiment's own. */
  readonly tuningSeeds: number;
  /** Levels of the test accuracy to compare at. */
  readonly accuracyLevels: readonly number[];
}

/** A search for the threshold training dimension at one level, in place of a list of d. */
export interface SearchRequest {
  /** eps, of the full-training-set loss. */
  readonly level: number;
  /** In place of that of the analysis. */
  readonly delta?: number;
  /** Octaves, log2 of the interval's upper over its lower end. */
  readonly width: number;
  /** Least d to choose. */
  readonly from: number;
  /** Largest d to choose; default: D / 4. */
  readonly to?: number;
  /** Runs of each method and start, reused ones included. */
  readonly budget: number;
  /** Runs chosen together. */
  readonly batch: number;
  readonly stopAtLevel: boolean;
  readonly stopHopeless: boolean;
}

/** How thresholds are predicted from full training. */
export interface PredictionSettings {
  /** Of all D parameters, from the initialisation to w*. */
  readonly training: TrainingRecipe;
  /** The matrix that stands for the curvature of the loss at w*. */
  readonly curvature: 'gauss-newton' | 'hessian';
  /** Training examples that it is taken over; all of them where there are fewer. */
  readonly examples: number;
  /** Random vectors for its spectrum. */
  readonly probes: number;
  /** Lanczos steps for each of them and for each start. */
  readonly steps: number;
  /** How many of the experiment's seeds are predicted for. */
  readonly seeds: number;
}

type WithSeedOfRun<Start> = Start extends unknown ? Omit<Start, 'seed'> & { readonly seed: 'run' | number } : never;

/** Where training starts; `run` draws a fresh initialisation for every seed, a number one for all. */
export type StartRequest = WithSeedOfRun<StartSpecification>;

/** A validated experiment, with defaults filled in: every method x start x d x seed is one run. */
export interface Experiment {
  readonly name: string;
  readonly description: string;
  /** Where plugin names and relative paths are looked up first: the experiment file's folder. */
  readonly baseDirectory: string;
  /** A model's name, the network itself, or a file that the backend reads. */
  readonly model: string | ModelSpec | ModelFile;
  readonly data: PluginRequest;
  readonly backend: string;
  readonly methods: readonly MethodRequest[];
  /** Rising, without repeats; empty for a search. */
  readonly degreesOfFreedom: readonly number[];
  /**
   * Takes the nearest d that a method has for each that it lacks, as is done for a grid `{ from, to }`; otherwise a d that
   * a method lacks is a mistake.
   */
  readonly roundToAttainable?: boolean;
  /** Chooses the d of every method that has more than one. */
  readonly search?: SearchRequest;
  readonly seeds: readonly number[];
  /** Without repeats. */
  readonly starts: readonly StartRequest[];
  /** For methods that bring none of their own; absent: each method's recommendation, or the defaults. */
  readonly training?: TrainingRecipe;
  readonly evaluation: Pick<EvaluationSchedule, 'batchSize'>;
  readonly analysis: AnalysisSettings;
  /** Used by `dof benchmark` alone. */
  readonly benchmark: BenchmarkSettings;
  /** Used by `dof theory predict` alone. */
  readonly prediction: PredictionSettings;
}

/** What an experiment asks of its results. */
export interface AnalysisSettings {
  /** eps: levels of the full-training-set loss, each with a threshold of its own. */
  readonly lossLevels: readonly number[];
  /** Tolerated failure probability: d* is the least d with success probability at least 1 - delta. */
  readonly delta: number;
  /** Confidence of every interval, such as 0.95. */
  readonly confidence: number;
  /** Of the full model's test accuracy, where one was trained: default: 0.9, for d_int90 (Li et al. 2018). */
  readonly fullModelShare?: number;
  /** The goal of the search that chose the runs; absent where all d were decided on beforehand. */
  readonly search?: { readonly level: number; readonly width: number };
}
