import type { Executor } from '@dof/core';
import { requireRedis } from '../connection/connect.js';
import type { RedisAddress } from '../connection/redis-address.js';
import type { QueueTimings } from '../queue-settings.js';
import { Coordinator } from './coordinator.js';

/** Twice the cores of a few large machines; every further outstanding run costs a few kilobytes here and in Redis. */
const USUAL_OUTSTANDING = 128;

/** What an executor over Redis is made with. */
export interface ExecutorSettings {
  readonly address: RedisAddress;
  /** Default: `runs`. */
  readonly queue?: string;
  /** The most runs in the queue at once, waiting ones included; default: 128. More than all workers have cores. */
  readonly outstanding?: number;
  /** A folder that coordinator and workers see, for preparations; default: they go through Redis. */
  readonly sharedFolder?: string;
  /** Called with what a person should know: no worker is there, one refuses, Redis is away. */
  say?(text: string): void;
  readonly timings?: Partial<QueueTimings>;
}

/**
 * An executor whose runs are done by workers, on any number of machines, that are started with {@link bullmqWorker} or
 * `dof worker`. Never holds the arrays of more than one preparation.
 *
 * @throws DofError DOF_REDIS_UNREACHABLE, DOF_REDIS_DENIED; later it waits for Redis
 */
export async function bullmqExecutor(settings: ExecutorSettings): Promise<Executor> {
  await requireRedis(settings.address);
  return Coordinator.open(settings, settings.outstanding ?? USUAL_OUTSTANDING);
}
