import type { SearchRequest } from './experiment.js';
import type { StartRequest } from './start-request.js';
import type { JsonObject } from './json.js';
import type { SearchEnd } from './design-strategy.js';
import type { HistoryEntry, PluginReference, RecommendedTraining, RunResult, RunSpecification } from './run.js';

/** A run of the plan: its name and what it is. */
export interface PlannedRun {
  readonly hash: string;
  readonly specification: RunSpecification;
  /** See RunResult. */
  readonly recommendedTraining?: RecommendedTraining;
  /** Content key of its burnt-in or given starting point; absent where it starts at the initialisation. */
  readonly startKey?: string;
  /** Content key of its method's preparation; absent for a method without one. */
  readonly preparationKey?: string;
}

/** Work that several runs share: a burnt-in start, or a method's preparation. */
export type SharedWorkKind = 'burn-in' | 'prepare';

/** Options of a method that are its own decision. */
export interface DecidedOptions {
  readonly method: string;
  readonly options: JsonObject;
}

/** How far the search of one series is, which is one method with its recipe from one start. */
export interface SearchProgress {
  /** The series, named by what tells it from the others that are searched. */
  readonly series: string;
  readonly method: PluginReference;
  readonly start: StartRequest;
  readonly level: number;
  /** Octaves: what the interval is to be narrowed to. */
  readonly width: number;
  /** Finished runs it knows, reused ones included. */
  readonly runs: number;
  /** d* > lower; null: no bound yet. */
  readonly lower: number | null;
  /** d* <= upper; null: no bound yet. */
  readonly upper: number | null;
}

/** Everything that happens in an experiment, in order. Progress bars, logs and reports subscribe to it. */
export type ExperimentEvent =
  | {
      readonly type: 'planned';
      readonly runs: readonly PlannedRun[];
      readonly dimension: number;
      /** What will add further runs; absent where there is no search. */
      readonly search?: SearchRequest;
      /** The hashes of the whole experiment's runs, in order, where this pass does one shard of them. */
      readonly wholePlan?: readonly string[];
      /** What methods decided where their options left it open, see `DofReductionMethod.resolveOptions`. */
      readonly decided?: readonly DecidedOptions[];
      /** What the user should know before anything is trained, a sentence each: what data were left out, say. */
      readonly notices?: readonly string[];
    }
  | {
      /** Work on a burnt-in start or a preparation has begun; its key is that of the runs which need it. */
      readonly type: 'preparation-started';
      readonly key: string;
      readonly what: SharedWorkKind;
      /** The run that needs it first. */
      readonly run: PlannedRun;
    }
  | { readonly type: 'preparation-progress'; readonly key: string; readonly share: number }
  | { readonly type: 'preparation-finished'; readonly key: string }
  /** It is in the store, made earlier or by another process. Said once of each. */
  | { readonly type: 'preparation-reused'; readonly key: string }
  | {
      /** Another process does this work at the moment; it is waited for. Said once of a run or preparation. */
      readonly type: 'work-awaited';
      readonly what: SharedWorkKind | 'train';
      readonly run: PlannedRun;
    }
  | { readonly type: 'run-reused'; readonly result: RunResult }
  | {
      /** Runs were reused that other code computed, though it calls itself the same version. Said once. */
      readonly type: 'code-changed';
      /** Each with its version. */
      readonly packages: readonly string[];
      readonly runs: number;
    }
  | { readonly type: 'run-started'; readonly run: PlannedRun }
  | { readonly type: 'run-progress'; readonly hash: string; readonly share: number; readonly batchLoss?: number }
  | { readonly type: 'run-evaluated'; readonly hash: string; readonly entry: HistoryEntry }
  | { readonly type: 'run-finished'; readonly result: RunResult }
  | {
      /** The run cannot be done as asked (a user's mistake or a limit of the machine); the others go on. */
      readonly type: 'run-failed';
      readonly run: PlannedRun;
      readonly code: string;
      readonly message: string;
    }
  | {
      /** A search chose further runs, or found finished ones to begin with: they are part of the plan from now on. */
      readonly type: 'runs-added';
      readonly reused: boolean;
      readonly runs: readonly PlannedRun[];
      readonly search: SearchProgress;
    }
  | {
      readonly type: 'search-finished';
      readonly search: SearchProgress;
      /** `budget`: no runs are left to it. `failed`: a run it chose could not be done. */
      readonly end: SearchEnd | 'budget' | 'failed';
    }
  | { readonly type: 'experiment-finished'; readonly results: readonly RunResult[] };
