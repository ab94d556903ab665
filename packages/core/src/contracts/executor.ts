import type { Observable } from 'rxjs';
import type { Dataset } from './dataset.js';
import type { Prepared } from './method.js';
import type { HistoryEntry, RunResult, RunSpecification } from './run.js';

/** What every task needs besides the specification: the modules whose `register` fills a worker's container. */
interface TaskBase {
  readonly hash: string;
  readonly specification: RunSpecification;
  /** File URLs of the plugin modules. */
  readonly modules: readonly string[];
  /** The data, where the executor shares memory with the planner; other executors load them by reference. */
  readonly data?: Dataset;
}

/** Train once and evaluate. */
export interface TrainTask extends TaskBase {
  readonly kind: 'train';
  readonly prepared?: Prepared;
}

/** Do a method's preparation for one start and seed. `hash` is the preparation's content key. */
export interface PrepareTask extends TaskBase {
  readonly kind: 'prepare';
  readonly requested: readonly number[];
}

export type Task = TrainTask | PrepareTask;

/** What a task says while it works; the last event is `trained` or `prepared`. */
export type TaskEvent =
  | { readonly type: 'started' }
  | { readonly type: 'progress'; readonly share: number; readonly batchLoss?: number }
  | { readonly type: 'evaluated'; readonly entry: HistoryEntry }
  | { readonly type: 'trained'; readonly result: RunResult }
  | { readonly type: 'prepared'; readonly prepared: Prepared };

/** Where tasks are done: on this machine's cores, in this process, or elsewhere. */
export interface Executor {
  /** Tasks worth having under way at once. */
  readonly concurrency: number;
  /** Cold: subscribing starts the task, unsubscribing cancels it and frees what it held. */
  execute(task: Task): Observable<TaskEvent>;
  dispose(): Promise<void>;
}
