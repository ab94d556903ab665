import type { Task, TaskEvent } from '../contracts/executor.js';
import { DofError, isDofError } from '../errors/dof-error.js';
import type { MessagePort } from 'node:worker_threads';

/** What a worker thread is given. */
export interface WorkerInput {
  readonly task: Task;
  readonly port: MessagePort;
}

/** What a worker thread says; the last message is `done` or `failed`. */
export type WorkerMessage =
  | { readonly type: 'event'; readonly event: TaskEvent }
  | { readonly type: 'done' }
  | { readonly type: 'failed'; readonly error: ErrorData };

/** An error in a form that survives a thread border, where classes and symbols are lost. */
export interface ErrorData {
  readonly code?: DofError['code'];
  readonly message: string;
  readonly stack?: string;
}

export function toErrorData(error: unknown): ErrorData {
  if (isDofError(error)) return { code: error.code, message: error.message };
  return error instanceof Error ? { message: error.message, stack: error.stack } : { message: String(error) };
}

export function fromErrorData(data: ErrorData): Error {
  if (data.code !== undefined) return new DofError(data.code, data.message);
  const error = new Error(data.message);
  if (data.stack !== undefined) error.stack = data.stack;
  return error;
}
