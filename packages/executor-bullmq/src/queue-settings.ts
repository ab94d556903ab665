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
  /** The longest pause of a worker that cannot do what is in the queue. */
  readonly refusalPause: number;
  /** Preparations that nobody used for this long are gone. */
  readonly preparationLifetime: number;
}

export const DEFAULT_TIMINGS: QueueTimings = {
  lock: 30_000,
  stalledCheck: 15_000,
  heartbeat: 2000,
  reconcile: 5000,
  progress: 500,
  refusalPause: 10_000,
  preparationLifetime: 3_600_000,
};

/** The queue that coordinators and workers share unless told otherwise. */
export const DEFAULT_QUEUE = 'runs';

/** Results that no coordinator has fetched, or that another may ask for again, are kept in Redis this long. */
export const RESULT_LIFETIME_SECONDS = 24 * 3600;
export const MOST_KEPT_RESULTS = 10_000;

/** A run that took this many workers down with it is given up. */
export const MOST_LOSSES = 5;
