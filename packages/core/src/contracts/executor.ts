import type { Observable } from 'rxjs';
import type { Dataset } from './dataset.js';
import type { ModelFile } from './engine-model.js';
import type { Prepared } from './method.js';
import type { HistoryEntry, RunResult, RunSpecification } from './run.js';

/** What every task needs besides the specification: the modules whose `register` fills a worker's container. */
interface TaskBase {
  readonly hash: string;
  readonly specification: RunSpecification;
  /** File URLs of the plugin modules. */
  readonly modules: readonly string[];
  /** Where the model is, if it is none of layers. Workers check that they find the same content there. */
  readonly modelFile?: ModelFile;
  /** The data, where the executor shares memory with the planner; other executors load them by reference. */
  readonly data?: Dataset;
}

/** Find a burnt-in starting point. `hash` is its content key; the outcome holds w_t under `arrays.w`. */
export interface BurnInTask extends TaskBase {
  readonly kind: 'burn-in';
}

/** Where a task starts. */
interface StartInput {
  /** The burnt-in or given starting point; absent when the run starts at the initialisation. */
  readonly start?: Prepared;
  /** Its content key, in place of it, for an executor that keeps preparations. */
  readonly startKey?: string;
}

/** Do a method's preparation for one start and seed. `hash` is the preparation's content key. */
export interface PrepareTask extends TaskBase, StartInput {
  readonly kind: 'prepare';
  readonly requested: readonly number[];
}

/** Train once and evaluate. */
export interface TrainTask extends TaskBase, StartInput {
  readonly kind: 'train';
  /** What the method prepared; absent for a method without preparation. */
  readonly prepared?: Prepared;
  /** Its content key, in place of it, for an executor that keeps preparations. */
  readonly preparedKey?: string;
  /** Whether the outcome holds the trained coordinates; default: true. */
  readonly keepCoordinates?: boolean;
}

export type Task = BurnInTask | PrepareTask | TrainTask;

/** What a task says while it works; the last event is `trained` or `prepared`. */
export type TaskEvent =
  | { readonly type: 'started' }
  | { readonly type: 'progress'; readonly share: number; readonly batchLoss?: number }
  | { readonly type: 'evaluated'; readonly entry: HistoryEntry }
  | {
      readonly type: 'trained';
      readonly result: RunResult;
      /** The trained coordinates as a store keeps them, see `packCoordinates`; absent where there are none to keep. */
      readonly coordinates?: Prepared;
    }
  | { readonly type: 'prepared'; readonly prepared: Prepared };

/** Where tasks are done: on this machine's cores, in this process, or elsewhere. */
export interface Executor {
  /** Tasks worth having under way at once. */
  readonly concurrency: number;
  /** Cold: subscribing starts the task, unsubscribing cancels it and frees what it held. */
  execute(task: Task): Observable<TaskEvent>;
  /**
   * Takes a preparation into the executor's own keeping, unless it is there: tasks then name it by its key and do not
   * carry it. Absent from executors whose tasks carry their preparations.
   *
   * @param load reads it from the store; called only when it is not there, perhaps again while tasks name it.
   */
  keep?(key: string, load: () => Promise<Prepared | undefined>): Promise<void>;
  dispose(): Promise<void>;
}
