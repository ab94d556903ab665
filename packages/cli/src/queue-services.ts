import { lateObservable, type Executor } from '@dof/core';
import type { WorkerEvent } from '@dof/executor-bullmq';
import type { Observable } from 'rxjs';
import type { Terminal } from './terminal/terminal.js';

/** Which queue, and how preparations get to its workers. */
export interface QueueOptions {
  /** Address of the Redis server; default: that of DOF_REDIS_URL. */
  readonly address?: string;
  readonly queue?: string;
  /** A folder that all machines see. */
  readonly sharedFolder?: string;
  /** Where credentials are. */
  readonly environment: Terminal['environment'];
}

export interface QueueExecutorOptions extends QueueOptions {
  /** The most runs in the queue at once. */
  readonly outstanding?: number;
  /** Called with what a person should know. */
  say(text: string): void;
}

export interface QueueWorkerOptions extends QueueOptions {
  readonly jobs?: number;
  /** Plugin and model files that runs may use. */
  readonly allowed: readonly string[];
  readonly baseDirectory: string;
  /** Its first value makes the worker leave once what is under way is finished. */
  readonly drain$: Observable<unknown>;
}

/** An executor whose runs are done by workers elsewhere. The library of queues is loaded only where it is used. */
export async function connectExecutor({ address, environment, ...rest }: QueueExecutorOptions): Promise<Executor> {
  const { bullmqExecutor, redisAddress } = await import('@dof/executor-bullmq');
  return bullmqExecutor({ address: redisAddress(address, environment), ...rest });
}

/** A worker of a queue. */
export function startWorker({ address, environment, ...rest }: QueueWorkerOptions): Observable<WorkerEvent> {
  return lateObservable(async () => {
    const { bullmqWorker, redisAddress } = await import('@dof/executor-bullmq');
    return bullmqWorker({ address: redisAddress(address, environment), ...rest });
  });
}
