import { Observable, take } from 'rxjs';
import type { Executor } from '@dof/core';
import type { RedisAddress } from '../connection/redis-address.js';
import type { QueueTimings } from '../queue-settings.js';
import type { WorkerEvent } from './worker-event.js';
import { WorkerSession } from './worker-session.js';

/** What a worker is started with. */
export interface WorkerSettings {
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

/**
 * Takes runs from the queue and does them, until it is told to leave. Cold; unsubscribing ends it at once, and what was
 * under way is done again by another worker when its lock has run out. Errors with a DofError when Redis is not there at
 * the start or lets it not in; later it waits for it.
 */
export function bullmqWorker(settings: WorkerSettings): Observable<WorkerEvent> {
  return new Observable<WorkerEvent>((subscriber) => {
    const session = new WorkerSession(settings, (event) => subscriber.next(event));
    session.run().then(
      () => subscriber.complete(),
      (error: unknown) => subscriber.error(error),
    );
    const drain = settings.drain$?.pipe(take(1)).subscribe(() => session.drain());
    return () => {
      drain?.unsubscribe();
      session.stop();
    };
  });
}
