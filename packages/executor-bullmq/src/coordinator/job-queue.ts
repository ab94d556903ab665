import { Job, Queue, QueueEvents } from 'bullmq';
import { Redis, type RedisOptions } from 'ioredis';
import { jobId, type JobData } from '../job/job-data.js';
import { KEY_PREFIX, queueKeys, type QueueKeys } from '../queue-keys.js';
import { MOST_KEPT_RESULTS, RESULT_LIFETIME_SECONDS } from '../queue-settings.js';

const WISH_LIFETIME_MILLISECONDS = 24 * 3600 * 1000;

/** What is heard of the jobs of a queue, whoever asked for them. */
export interface JobListener {
  progress(id: string, value: unknown): void;
  completed(id: string, value: unknown): void;
  failed(id: string, reason: string): void;
}

/** A job as it is in Redis. */
export interface JobState {
  readonly completed?: { readonly value: unknown };
  readonly failed?: { readonly reason: string };
}

/** A queue of BullMQ with jobs of ours, and who waits for each. */
export class JobQueue {
  readonly #queue: Queue;
  readonly #events: QueueEvents;
  readonly #keys: QueueKeys;

  /** Resolves once events are listened for. */
  static async open(name: string, client: Redis, options: RedisOptions, coordinator: string): Promise<JobQueue> {
    // Listening blocks its connection.
    const listening = new Redis(options);
    // The other connection is watched; this one fails and comes back with it.
    listening.on('error', () => {});
    const queue = new JobQueue(name, client, listening, coordinator);
    await queue.#events.waitUntilReady();
    return queue;
  }

  private constructor(
    name: string,
    private readonly client: Redis,
    private readonly listening: Redis,
    private readonly coordinator: string,
  ) {
    this.#keys = queueKeys(name);
    this.#queue = new Queue(name, { connection: client, prefix: KEY_PREFIX });
    this.#events = new QueueEvents(name, { connection: listening, prefix: KEY_PREFIX });
    this.#queue.on('error', () => {});
    this.#events.on('error', () => {});
  }

  listen(listener: JobListener): void {
    this.#events.on('progress', ({ jobId: id, data }) => listener.progress(id, data));
    this.#events.on('completed', ({ jobId: id, returnvalue }) => listener.completed(id, returnvalue));
    this.#events.on('failed', ({ jobId: id, failedReason }) => listener.failed(id, failedReason));
  }

  /** Puts a job into the queue; one that is there already, or done, stays as it is. A job that failed is tried again. */
  async submit(data: JobData): Promise<void> {
    const id = jobId(data);
    await this.client.del(this.#keys.cancelled(id));
    await this.client
      .multi()
      .sadd(this.#keys.wanted(id), this.coordinator)
      .pexpire(this.#keys.wanted(id), WISH_LIFETIME_MILLISECONDS)
      .exec();
    if ((await this.state(id))?.failed !== undefined) await this.remove(id);
    await this.#queue.add(data.kind, data, {
      jobId: id,
      removeOnComplete: { age: RESULT_LIFETIME_SECONDS, count: MOST_KEPT_RESULTS },
      removeOnFail: { age: RESULT_LIFETIME_SECONDS, count: MOST_KEPT_RESULTS },
    });
  }

  /** Undefined for a job that is not there. */
  async state(id: string): Promise<JobState | undefined> {
    const job = await Job.fromId(this.#queue, id);
    if (job === undefined) return undefined;
    if (job.finishedOn === undefined) return {};
    return job.failedReason === undefined
      ? { completed: { value: job.returnvalue } }
      : { failed: { reason: job.failedReason } };
  }

  async remove(id: string): Promise<void> {
    await this.#queue.remove(id);
  }

  /** This coordinator does not wait for it any more. */
  async release(id: string): Promise<void> {
    await this.client.srem(this.#keys.wanted(id), this.coordinator);
  }

  /** Takes a job out of the queue, or lets whoever does it give it up; unless another coordinator waits for it. */
  async cancel(id: string): Promise<void> {
    const wanted = this.#keys.wanted(id);
    const answers = await this.client.multi().srem(wanted, this.coordinator).scard(wanted).exec();
    if (Number(answers?.[1][1]) > 0) return;
    const state = await this.state(id);
    // A result is kept: the same experiment may be run again.
    if (state === undefined || state.completed !== undefined) return;
    // Nobody removes a job under way but its worker.
    if ((await this.#queue.remove(id)) === 1) return;
    await this.client.set(this.#keys.cancelled(id), '1', 'PX', WISH_LIFETIME_MILLISECONDS);
  }

  async close(): Promise<void> {
    this.listening.disconnect();
    await Promise.allSettled([this.#events.close(), this.#queue.close()]);
  }
}
