import { availableParallelism } from 'node:os';
import type { DependencyContainer } from 'tsyringe';
import type { Executor } from '../contracts/executor.js';
import { lateExecutor } from './late-executor.js';

/** Does one task at a time in the calling thread: for tests, debuggers and plugins that cannot leave the process. */
export function inProcessExecutor(container?: DependencyContainer): Executor {
  return lateExecutor(1, async () =>
    (await import('../execution/in-process-executor.js')).inProcessExecutor(container),
  );
}

/**
 * One run per worker thread, one thread per core unless told otherwise. A run never shares its thread, so its result
 * does not depend on how many there are. Cancelling a task ends its thread.
 *
 * @param jobs how many runs at once, at least 1.
 * @throws RangeError for anything else
 */
export function workerPoolExecutor(jobs: number = availableParallelism()): Executor {
  if (!Number.isInteger(jobs) || jobs < 1) {
    throw new RangeError(`workerPoolExecutor: jobs is ${String(jobs)}, give a whole number of at least 1`);
  }
  return lateExecutor(jobs, async () =>
    (await import('../execution/worker-pool-executor.js')).workerPoolExecutor(jobs),
  );
}
