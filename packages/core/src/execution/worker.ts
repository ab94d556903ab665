import type { TaskEvent } from '../contracts/executor.js';
import { TaskRunner } from './task-runner.js';
import { toErrorData, type WorkerInput, type WorkerMessage } from './worker-message.js';

const runner = new TaskRunner();

/** Entry point of a worker thread: does one task and reports over the task's own port. Ends only by itself or with the thread. */
export default async function work({ task, port }: WorkerInput): Promise<void> {
  const say = (message: WorkerMessage): void => port.postMessage(message);
  try {
    await runner.run(task, new AbortController().signal, (event: TaskEvent) => say({ type: 'event', event }));
    say({ type: 'done' });
  } catch (error) {
    say({ type: 'failed', error: toErrorData(error) });
  } finally {
    port.close();
  }
}
