import { randomBytes } from 'node:crypto';
import { availableParallelism, hostname } from 'node:os';
import { errorMessage, workerPoolExecutor, type Executor } from '@dof/core';
import { DelayedError, UnrecoverableError, Worker, type Job } from 'bullmq';
import { Redis } from 'ioredis';
import { lastingOptions, requireRedis } from '../connection/connect.js';
import { watchConnection } from '../connection/connection-watch.js';
import { parseJob, type JobData } from '../job/job-data.js';
import { formatFailure, type JobFailure } from '../job/job-failure.js';
import type { JobOutcome } from '../job/job-outcome.js';
import type { Refusal } from '../job/job-progress.js';
import { openPreparations } from '../preparations/open-preparations.js';
import { PreparationCache } from '../preparations/preparation-cache.js';
import type { Preparations } from '../preparations/preparations.js';
import { KEY_PREFIX, queueKeys, type QueueKeys } from '../queue-keys.js';
import {
  DEFAULT_QUEUE,
  DEFAULT_TIMINGS,
  MOST_LOSSES,
  RESULT_LIFETIME_SECONDS,
  type QueueTimings,
} from '../queue-settings.js';
import { workerRegistry, type WorkerRegistry } from '../worker-registry.js';
import type { BullmqWorkerOptions } from '../queue-settings.js';
import { performJob } from './perform-job.js';
import { ProgressReporter } from './progress-reporter.js';
import { RefusedWork } from './refused-work.js';
import { taskOfJob } from './task-of-job.js';
import type { WorkerEvent } from './worker-event.js';

const RETURN_DELAY_MILLISECONDS = 1000;

/** A job under way here. */
interface ActiveJob {
  readonly job: JobData;
  readonly abort: AbortController;
  readonly since: number;
  /** From 0 to 1. */
  share: number;
}

/** One life of a worker, from its connection to its leave. */
export class WorkerSession {
  readonly #name = `${hostname()}-${process.pid}-${randomBytes(2).toString('hex')}`;
  readonly #settings: BullmqWorkerOptions;
  readonly #emit: (event: WorkerEvent) => void;
  readonly #timings: QueueTimings;
  readonly #queue: string;
  readonly #keys: QueueKeys;
  readonly #jobs: number;
  readonly #executor: Executor;
  readonly #active = new Map<string, ActiveJob>();
  readonly #refused: RefusedWork;
  #client: Redis | undefined;
  #worker: Worker | undefined;
  #preparations!: Preparations;
  /** In the same place, for longer. */
  #coordinates!: Preparations;
  #cache!: PreparationCache;
  #registry!: WorkerRegistry;
  #draining = false;
  #resume: NodeJS.Timeout | undefined;
  #ended!: () => void;
  readonly #end = new Promise<void>((resolve) => (this.#ended = resolve));

  constructor(settings: BullmqWorkerOptions, emit: (event: WorkerEvent) => void) {
    this.#settings = settings;
    this.#emit = emit;
    this.#timings = { ...DEFAULT_TIMINGS, ...settings.timings };
    this.#queue = settings.queue ?? DEFAULT_QUEUE;
    this.#keys = queueKeys(this.#queue);
    this.#jobs = settings.jobs ?? availableParallelism();
    this.#executor = settings.executor ?? workerPoolExecutor(this.#jobs);
    this.#refused = new RefusedWork(this.#timings.refusalPause);
  }

  /** Resolves once the worker has left. */
  async run(): Promise<void> {
    const { address, sharedFolder } = this.#settings;
    let heartbeat: NodeJS.Timeout | undefined;
    const said = setInterval(() => this.#sayPreparations(), this.#timings.preparationsSaid);
    try {
      await requireRedis(address);
      const client = new Redis(lastingOptions(address));
      this.#client = client;
      watchConnection(client, address, (text) => this.#emit({ type: 'note', text }));
      this.#registry = workerRegistry(client, this.#keys.workers, this.#timings.heartbeat * 5);
      this.#preparations = await openPreparations(client, this.#timings.preparationLifetime, sharedFolder);
      this.#coordinates = await openPreparations(client, RESULT_LIFETIME_SECONDS * 1000, sharedFolder);
      this.#cache = new PreparationCache((key) => this.#preparations.fetch(key));
      await this.#registry.show(this.#name);
      this.#worker = this.#startWorker(client);
      heartbeat = setInterval(() => void this.#heartbeat(), this.#timings.heartbeat);
      this.#emit({ type: 'ready', worker: this.#name, jobs: this.#jobs });
      if (this.#draining) this.#leave();
      await this.#end;
      await this.#registry.leave(this.#name).catch(() => undefined);
    } finally {
      clearInterval(heartbeat);
      clearInterval(said);
      clearTimeout(this.#resume);
      this.#client?.disconnect();
      if (this.#settings.executor === undefined) await this.#executor.dispose();
    }
  }

  /** Takes nothing more; leaves when what is under way is finished. */
  drain(): void {
    if (this.#draining) return;
    this.#draining = true;
    this.#emit({ type: 'draining', underWay: this.#active.size });
    if (this.#worker !== undefined) this.#leave();
  }

  /** Leaves at once. */
  stop(): void {
    for (const { abort } of this.#active.values()) abort.abort();
    void this.#worker?.close(true).catch(() => undefined);
    this.#client?.disconnect();
    this.#ended();
  }

  #leave(): void {
    clearTimeout(this.#resume);
    // Resolves when the jobs under way have ended and are recorded.
    void this.#worker?.close().then(this.#ended, this.#ended);
  }

  #startWorker(client: Redis): Worker {
    const worker = new Worker(this.#queue, (job: Job, token?: string) => this.#process(job, token), {
      connection: client,
      prefix: KEY_PREFIX,
      name: this.#name,
      concurrency: this.#jobs,
      lockDuration: this.#timings.lock,
      stalledInterval: this.#timings.stalledCheck,
      maxStalledCount: MOST_LOSSES,
      runRetryDelay: 1000,
      // A refusing worker may swallow the news of a job that is there again: idle ones look by themselves before it is back.
      drainDelay: RETURN_DELAY_MILLISECONDS / 1000,
    });
    // Connection errors are said by the watch; what else goes wrong with a job shows in what becomes of it.
    worker.on('error', () => {});
    worker.on('lockRenewalFailed', (ids) => ids.forEach((id) => this.#lose(id)));
    return worker;
  }

  async #process(bull: Job, token?: string): Promise<JobOutcome> {
    const id = bull.id ?? '';
    const job = this.#parse(bull);
    // A claim of ours that ran out: the first attempt must end before the job is taken again.
    if (this.#active.has(id)) return this.#giveBack(bull, token);
    const known = this.#refused.find(job, id);
    if (known !== undefined) return this.#refuse(bull, token, job, known);

    const active: ActiveJob = { job, abort: new AbortController(), since: performance.now(), share: 0 };
    this.#active.set(id, active);
    this.#emit({ type: 'started', job });
    const reporter = new ProgressReporter((progress) => bull.updateProgress(progress), this.#timings.progress);
    try {
      const end = await performJob(job, {
        worker: this.#name,
        executor: this.#executor,
        signal: active.abort.signal,
        makeTask: (given) =>
          taskOfJob(given, {
            baseDirectory: this.#settings.baseDirectory ?? process.cwd(),
            allowed: this.#settings.allowed ?? [],
            preparation: (key) => this.#cache.get(key),
          }),
        publish: (key, prepared) => this.#preparations.publish(key, prepared),
        publishCoordinates: (key, coordinates) => this.#coordinates.publish(key, coordinates),
        report: (event) => {
          if (event.type === 'progress') active.share = event.share;
          reporter.next(event);
        },
      });
      await reporter.flush();
      if (end.type === 'refused') return await this.#refuse(bull, token, job, end.refusal);
      if (end.type === 'failed') throw this.#failed(job, end.failure);
      this.#emit({ type: 'finished', job, seconds: (performance.now() - active.since) / 1000 });
      return end.outcome;
    } finally {
      this.#active.delete(id);
    }
  }

  #sayPreparations(): void {
    for (const { job, since, share } of this.#active.values()) {
      if (job.kind === 'train') continue;
      this.#emit({ type: 'under-way', job, share, seconds: (performance.now() - since) / 1000 });
    }
  }

  #parse(bull: Job): JobData {
    try {
      return parseJob(bull.data);
    } catch (error) {
      throw this.#failed(undefined, { type: 'mistake', code: 'DOF_BAD_JOB', message: errorMessage(error) });
    }
  }

  #failed(job: JobData | undefined, failure: JobFailure): Error {
    if (failure.type === 'cancelled' && job !== undefined) this.#emit({ type: 'cancelled', job });
    if (failure.type === 'mistake' || failure.type === 'bug') {
      this.#emit({ type: 'failed', job, message: failure.message });
    }
    return new UnrecoverableError(formatFailure(failure));
  }

  /** Says why not, and leaves the job to another worker; takes nothing for a while, so that the other comes first. */
  async #refuse(bull: Job, token: string | undefined, job: JobData, refusal: Refusal): Promise<never> {
    const pause = this.#refused.add(job, bull.id ?? '', refusal);
    if (pause.first) this.#emit({ type: 'refused', job, code: refusal.code, message: refusal.message });
    await bull.updateProgress(refusal);
    if (!this.#draining) {
      await this.#worker?.pause(true);
      clearTimeout(this.#resume);
      // From when the job is there again: whoever is back before it takes it again.
      const milliseconds = RETURN_DELAY_MILLISECONDS + pause.milliseconds;
      this.#resume = setTimeout(() => void this.#worker?.resume(), milliseconds);
    }
    return this.#giveBack(bull, token);
  }

  async #giveBack(bull: Job, token: string | undefined): Promise<never> {
    await bull.moveToDelayed(Date.now() + RETURN_DELAY_MILLISECONDS, token);
    throw new DelayedError();
  }

  #lose(id: string): void {
    const active = this.#active.get(id);
    if (active === undefined || active.abort.signal.aborted) return;
    active.abort.abort();
    this.#emit({ type: 'lost', job: active.job });
  }

  #beating = false;

  /** A sign of life, and a look whether what is under way is still wanted. */
  async #heartbeat(): Promise<void> {
    // While Redis is away, one waits; more would only pile up.
    if (this.#beating) return;
    this.#beating = true;
    try {
      await this.#registry.show(this.#name);
      for (const [id, { abort }] of this.#active) {
        if ((await this.#client?.exists(this.#keys.cancelled(id))) === 1) abort.abort();
      }
    } catch {
      // The watch says that Redis is away.
    } finally {
      this.#beating = false;
    }
  }
}
