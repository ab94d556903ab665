import { Observable } from 'rxjs';
import type { DependencyContainer } from 'tsyringe';
import type { Executor, TaskEvent } from '../contracts/executor.js';
import { TaskRunner } from './task-runner.js';

/** Does one task at a time in the calling thread: for tests, debuggers and plugins that cannot leave the process. */
export function inProcessExecutor(container?: DependencyContainer): Executor {
  const runner = new TaskRunner(container);
  return {
    concurrency: 1,
    execute: (task) =>
      new Observable<TaskEvent>((subscriber) => {
        const abort = new AbortController();
        runner
          .run(task, abort.signal, (event) => subscriber.next(event))
          .then(
            () => subscriber.complete(),
            (error: unknown) => {
              if (!abort.signal.aborted) subscriber.error(error);
            },
          );
        return () => abort.abort();
      }),
    dispose: async () => {},
  };
}
