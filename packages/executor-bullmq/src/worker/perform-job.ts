import { coordinatesKey, isDofError, type Executor, type Prepared, type Task, type TaskEvent } from '@dof/core';
import type { JobData } from '../job/job-data.js';
import type { JobFailure } from '../job/job-failure.js';
import type { JobOutcome } from '../job/job-outcome.js';
import type { Refusal } from '../job/job-progress.js';
import { refusalScope } from './refusal.js';
import { MissingPreparation } from './task-of-job.js';

/** What a job is done with. */
export interface JobContext {
  readonly worker: string;
  readonly executor: Executor;
  readonly signal: AbortSignal;
  /** Finds everything the job needs. */
  makeTask(job: JobData): Promise<Task>;
  publish(key: string, prepared: Prepared): Promise<void>;
  /** The same for what a run trained, which stays as long as its result. */
  publishCoordinates(key: string, coordinates: Prepared): Promise<void>;
  report(event: TaskEvent): void;
}

/** How a job ended for a worker. */
export type JobEnd =
  | { readonly type: 'done'; readonly outcome: JobOutcome }
  | { readonly type: 'refused'; readonly refusal: Refusal }
  | { readonly type: 'failed'; readonly failure: JobFailure };

/** Does one job; never rejects. */
export async function performJob(job: JobData, setting: JobContext): Promise<JobEnd> {
  try {
    const task = await setting.makeTask(job);
    const last = await lastEvent(task, setting);
    if (last.type === 'prepared') {
      await setting.publish(job.hash, last.prepared);
      return { type: 'done', outcome: { type: 'prepared', hash: job.hash } };
    }
    const result = { ...last.result, specification: undefined, history: [...last.result.history] };
    if (last.coordinates === undefined) return { type: 'done', outcome: { type: 'trained', result } };
    await setting.publishCoordinates(coordinatesKey(job.hash), last.coordinates);
    return { type: 'done', outcome: { type: 'trained', result, coordinates: true } };
  } catch (error) {
    return endOf(error, setting);
  }
}

type LastEvent = Extract<TaskEvent, { type: 'trained' | 'prepared' }>;

/** Follows the task to its last event; rejects when it fails, ends without one, or the signal is aborted. */
function lastEvent(task: Task, { executor, signal, report }: JobContext): Promise<LastEvent> {
  return new Promise((resolve, reject) => {
    let last: LastEvent | undefined;
    const subscription = executor.execute(task).subscribe({
      next: (event) => {
        if (event.type === 'trained' || event.type === 'prepared') last = event;
        else report(event);
      },
      error: reject,
      complete: () => (last === undefined ? reject(new TypeError('a task ended without an outcome')) : resolve(last)),
    });
    const abort = (): void => {
      subscription.unsubscribe();
      reject(signal.reason);
    };
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
  });
}

function endOf(error: unknown, { signal, worker }: JobContext): JobEnd {
  if (signal.aborted) return { type: 'failed', failure: { type: 'cancelled' } };
  if (error instanceof MissingPreparation) return { type: 'failed', failure: { type: 'missing', key: error.key } };
  if (isDofError(error)) {
    const { code, message } = error;
    const scope = refusalScope(error);
    if (scope !== undefined) return { type: 'refused', refusal: { type: 'refused', worker, scope, code, message } };
    return { type: 'failed', failure: { type: 'mistake', code, message } };
  }
  const { message, stack } = (error ?? {}) as { readonly message?: unknown; readonly stack?: unknown };
  return {
    type: 'failed',
    failure: { type: 'bug', message: String(message ?? error), stack: typeof stack === 'string' ? stack : undefined },
  };
}
