import type { Executor } from '@dof/core';
import type { Observable } from 'rxjs';
import type { RedisAddress } from './connection/redis-address.js';

/** How long things take; all in milliseconds. The defaults suit training runs; tests use shorter ones. */
export interface QueueTimings {
  /** A worker that does not renew its claim on a run for this long has lost it. */
  readonly lock: number;
  /** Between two looks for lost runs. */
  readonly stalledCheck: number;
  /** Between two signs of life of a worker, which also looks then for runs to give up. */
  readonly heartbeat: number;
  /** Between two comparisons of the coordinator's outstanding runs with what is in Redis. */
  readonly reconcile: number;
  /** At most one progress event of a run in this time. */
  readonly progress: number;
  /** Between two reports of a worker on the burn-ins and preparations under way. */
  readonly preparationsSaid: number;
  /** The longest pause of a worker that cannot do what is in the queue. */
  readonly refusalPause: number;
  /** Preparations that nobody used for this long are gone. */
  readonly preparationLifetime: number;
}

/** What an executor over Redis is made with. */
export interface BullmqExecutorOptions {
  readonly address: RedisAddress;
  /** Default: `runs`. */
  readonly queue?: string;
  /** The most runs in the queue at once, waiting ones included; default: 128. More than all workers have cores. */
  readonly outstanding?: number;
  /** A folder that coordinator and workers see, for preparations; default: they go through Redis. */
  readonly sharedFolder?: string;
  /** Called with what a person should know: no worker is there, one refuses, Redis is away. */
  say?(text: string): void;
  readonly timings?: Partial<QueueTimings>;
}

/** What a worker is started with. */
export interface BullmqWorkerOptions {
  readonly address: RedisAddress;
  /** Default: `runs`. */
  readonly queue?: string;
  /** Runs at once, each in a thread of its own; default: one per core. */
  readonly jobs?: number;
  /** A folder that coordinator and workers see, for preparations; default: they go through Redis. */
  readonly sharedFolder?: string;
  /** Plugin and model files that runs may use, besides the plugins that are installed. */
  readonly allowed?: readonly string[];
  /** Where installed plugins are looked for first; default: the working directory. */
  readonly baseDirectory?: string;
  /** Its first value makes the worker leave once what is under way is finished. */
  readonly drain$?: Observable<unknown>;
  /** Does the runs; default: `workerPoolExecutor(jobs)` of core, ended with the worker. */
  readonly executor?: Executor;
  readonly timings?: Partial<QueueTimings>;
}

export const DEFAULT_TIMINGS: QueueTimings = {
  lock: 30_000,
  stalledCheck: 15_000,
  heartbeat: 2000,
  reconcile: 5000,
  progress: 500,
  preparationsSaid: 60_000,
  refusalPause: 10_000,
  preparationLifetime: 3_600_000,
};

/** The queue that coordinators and workers share unless told otherwise. */
export const DEFAULT_QUEUE = 'runs';

/** Results that no coordinator has fetched, or that another may ask for again, are kept in Redis this long. */
export const RESULT_LIFETIME_SECONDS = 24 * 3600;
export const MOST_KEPT_RESULTS = 10_000;

/** A run that takes down more workers than this is given up. */
export const MOST_LOSSES = 5;
