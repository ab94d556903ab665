import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { MessageChannel } from 'node:worker_threads';
import { Piscina } from 'piscina';
import { Observable } from 'rxjs';
import type { Executor, TaskEvent } from '../contracts/executor.js';
import { sharedDataset } from './shared-dataset.js';
import { fromErrorData, type WorkerMessage } from './worker-message.js';

const WORKER = fileURLToPath(new URL('./worker.js', import.meta.url));

/**
 * One run per worker thread, one thread per core unless told otherwise. A run never shares its thread, so its result
 * does not depend on how many there are. Cancelling a task ends its thread.
 *
 * @param jobs how many runs at once, at least 1.
 */
export function workerPoolExecutor(jobs: number = availableParallelism()): Executor {
  const pool = new Piscina({
    filename: WORKER,
    minThreads: 0,
    maxThreads: jobs,
    idleTimeout: 1000,
    concurrentTasksPerWorker: 1,
  });
  return {
    concurrency: jobs,
    execute: (task) =>
      new Observable<TaskEvent>((subscriber) => {
        const abort = new AbortController();
        const { port1, port2 } = new MessageChannel();
        let answered = false;
        port1.on('message', (message: WorkerMessage) => {
          if (message.type === 'event') return subscriber.next(message.event);
          answered = true;
          if (message.type === 'done') subscriber.complete();
          else subscriber.error(fromErrorData(message.error));
        });
        const data = task.data && sharedDataset(task.data);
        pool
          .run({ task: { ...task, data }, port: port2 }, { transferList: [port2], signal: abort.signal })
          .catch((error: unknown) => {
            // Only a thread that died gets here: what a task throws comes over its port.
            if (!abort.signal.aborted) subscriber.error(error);
          });
        return () => {
          port1.close();
          // Aborting ends the thread; one that has answered serves the next task.
          if (!answered) abort.abort();
        };
      }),
    dispose: () => pool.destroy(),
  };
}
