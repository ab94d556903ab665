import type { Executor } from '@dof/core';
import { requireRedis } from '../connection/connect.js';
import type { BullmqExecutorOptions } from '../queue-settings.js';
import { Coordinator } from './coordinator.js';

/** Twice the cores of a few large machines; every further outstanding run costs a few kilobytes here and in Redis. */
const USUAL_OUTSTANDING = 128;

/**
 * An executor whose runs are done by workers, on any number of machines, that are started with {@link bullmqWorker} or
 * `dof worker`. Never holds the arrays of more than one preparation.
 *
 * @throws DofError DOF_REDIS_UNREACHABLE, DOF_REDIS_DENIED; later it waits for Redis
 */
export async function bullmqExecutor(settings: BullmqExecutorOptions): Promise<Executor> {
  await requireRedis(settings.address);
  return Coordinator.open(settings, settings.outstanding ?? USUAL_OUTSTANDING);
}
