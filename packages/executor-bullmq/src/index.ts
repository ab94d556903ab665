export { redisAddress, type Environment, type RedisAddress } from './connection/redis-address.js';
export { bullmqExecutor } from './coordinator/bullmq-executor.js';
export { bullmqWorker } from './worker/bullmq-worker.js';
export type { WorkerEvent } from './worker/worker-event.js';
export type { JobData } from './job/job-data.js';
export type { CodeIdentity, CodePart, FilePart, PackagePart } from './code/code-identity.js';
export { DEFAULT_QUEUE, DEFAULT_TIMINGS, type QueueTimings } from './queue-settings.js';
export type { BullmqExecutorOptions, BullmqWorkerOptions } from './queue-settings.js';
