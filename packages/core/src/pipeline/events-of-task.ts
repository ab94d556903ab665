import { fromEvent, takeUntil } from 'rxjs';
import type { Executor, Task, TaskEvent } from '../contracts/executor.js';

/**
 * Has a task done; resolves when it has ended. Rejects with the signal's reason when aborted, and the task is cancelled in
 * the same turn.
 */
export async function eventsOfTask(
  executor: Executor,
  task: Task,
  signal: AbortSignal,
  onEvent: (event: TaskEvent) => void,
): Promise<void> {
  signal.throwIfAborted();
  await executor
    .execute(task)
    .pipe(takeUntil(fromEvent(signal, 'abort')))
    .forEach(onEvent);
  signal.throwIfAborted();
}
