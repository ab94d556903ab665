import type { ModelFile } from './engine-model.js';
import type { JsonObject } from './json.js';
import type { ModelSpec } from './model-spec.js';
import type { EvaluationSchedule } from './run.js';
import type { NamedStart, StartRequest } from './start-request.js';
import type { TrainingRecipe } from './training-recipe.js';
import type { TunedRate, TuneRequest } from './tuning.js';

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
  /** In place of one rate: runs are planned where there is an entry for their start and d, and nowhere else. */
  readonly tunedRates?: readonly TunedRate[];
  readonly degreesOfFreedom?: readonly number[];
  /** See Experiment, for the list of this entry. */
  readonly roundToAttainable?: boolean;
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
  /** Where d* is expected: the search begins there and not in the middle of the range. */
  readonly expected?: number;
  /** Runs of each method and start, reused ones included. */
  readonly budget: number;
  /** Runs chosen together. */
  readonly batch: number;
  readonly stopAtLevel: boolean;
  readonly stopHopeless: boolean;
}

/** A network in a file of a format that is no engine's own. */
export interface FormattedModelFile {
  /** Default: the file's name without its ending. */
  readonly name?: string | undefined;
  /** Path of an ONNX file, relative to the experiment's folder. */
  readonly onnx: string;
  /** Of the targets in training; default: none. */
  readonly labelSmoothing?: number | undefined;
}

/** A model by name. */
export interface ModelRequest extends PluginRequest {
  /** Of the targets in training; default: none. */
  readonly labelSmoothing?: number | undefined;
}

/** A validated experiment, with defaults filled in: every method x start x d x seed is one run. */
export interface Experiment {
  readonly name: string;
  readonly description: string;
  /** Where plugin names and relative paths are looked up first: the experiment file's folder. */
  readonly baseDirectory: string;
  /** A model's name, the same with options, the network itself, a file that holds it, or a file that the backend reads. */
  readonly model: string | ModelRequest | ModelSpec | FormattedModelFile | ModelFile;
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
  readonly starts: readonly NamedStart[];
  /** For methods that bring none of their own; absent: each method's recommendation, or the defaults. */
  readonly training?: TrainingRecipe;
  /**
   * Present where the file lists learning rates; those methods are meant that have no recipe or rate of their own.
   * `training` has the middle one. Whoever runs an experiment as it is trains at that rate alone: see
   * `tuneExperiment` of `@dof/analysis`.
   */
  readonly tune?: TuneRequest;
  readonly evaluation: Pick<EvaluationSchedule, 'batchSize'>;
  readonly analysis: AnalysisSettings;
  /** Whether the store keeps the trained coordinates of every run; default: true. No part of a run's hash. */
  readonly keepCoordinates?: boolean;
}

/** An experiment whose starts are settled: the files they name were read. */
export interface SettledExperiment extends Experiment {
  readonly starts: readonly StartRequest[];
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
