import { DofError } from '@dof/core';

/** Prefix of everything in Redis that is ours. */
export const KEY_PREFIX = 'dof';

/** Names of the keys beside those of BullMQ, which are `dof:<queue>:...`. */
export interface QueueKeys {
  /** Sorted set: names of workers by the time of their last sign of life, in milliseconds. */
  readonly workers: string;
  /** There while a run is to be given up by whoever does it. */
  cancelled(jobId: string): string;
  /** Set of the coordinators that wait for a run. */
  wanted(jobId: string): string;
}

/** @throws DofError DOF_BAD_QUEUE for a name that is not letters, digits, `-`, `_` and `.` */
export function queueKeys(queue: string): QueueKeys {
  if (!/^[A-Za-z0-9._-]{1,64}$/.test(queue)) {
    throw new DofError(
      'DOF_BAD_QUEUE',
      `"${queue}" is no name of a queue: use up to 64 letters, digits, hyphens, underscores and full stops`,
    );
  }
  return {
    workers: `${KEY_PREFIX}-workers:${queue}`,
    cancelled: (jobId) => `${KEY_PREFIX}-cancelled:${queue}:${jobId}`,
    wanted: (jobId) => `${KEY_PREFIX}-wanted:${queue}:${jobId}`,
  };
}
