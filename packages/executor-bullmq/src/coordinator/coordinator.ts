import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Executor, Prepared, Task, TaskEvent } from '@dof/core';
import { Redis } from 'ioredis';
import { concatMap, defer, Observable } from 'rxjs';
import type { CodeIdentity } from '../code/code-identity.js';
import { describeCode } from '../code/describe-code.js';
import { lastingOptions } from '../connection/connect.js';
import { watchConnection } from '../connection/connection-watch.js';
import { jobId } from '../job/job-data.js';
import { openPreparations } from '../preparations/open-preparations.js';
import { queueKeys } from '../queue-keys.js';
import { DEFAULT_QUEUE, DEFAULT_TIMINGS, type QueueTimings } from '../queue-settings.js';
import { workerRegistry, type WorkerRegistry } from '../worker-registry.js';
import type { BullmqExecutorOptions } from '../queue-settings.js';
import { JobQueue } from './job-queue.js';
import { jobOfTask, type TaskInputs } from './job-of-task.js';
import { KeptPreparations } from './kept-preparations.js';
import { OutstandingJob } from './outstanding-job.js';
import { OutcomeHandler } from './outcome-handler.js';

const FAREWELL_MILLISECONDS = 5000;
/** Workers may just be starting. */
const LONELY_AFTER_MILLISECONDS = 3000;

/** The side of the queue that asks: puts tasks into it, follows them, and takes their outcomes out. */
export class Coordinator implements Executor {
  readonly concurrency: number;
  readonly #settings: BullmqExecutorOptions;
  readonly #client: Redis;
  readonly #queue: JobQueue;
  readonly #registry: WorkerRegistry;
  readonly #kept: KeptPreparations;
  readonly #outcomes: OutcomeHandler;
  readonly #outstanding = new Map<string, OutstandingJob>();
  readonly #codes = new Map<string, CodeIdentity>();
  readonly #farewells = new Set<Promise<void>>();
  readonly #timer: NodeJS.Timeout;
  #comparing = false;
  #lonelySince: number | undefined;
  #lonelySaid = false;
  #disposed: Promise<void> | undefined;

  /** Connects, and waits until outcomes are listened for. */
  static async open(settings: BullmqExecutorOptions, outstanding: number): Promise<Coordinator> {
    const client = new Redis(lastingOptions(settings.address));
    watchConnection(client, settings.address, (text) => settings.say?.(text));
    try {
      const timings = { ...DEFAULT_TIMINGS, ...settings.timings };
      const preparations = await openPreparations(client, timings.preparationLifetime, settings.sharedFolder);
      const kept = new KeptPreparations(preparations, timings.preparationLifetime);
      const name = settings.queue ?? DEFAULT_QUEUE;
      const queue = await JobQueue.open(name, client, lastingOptions(settings.address), randomUUID());
      const registry = workerRegistry(client, queueKeys(name).workers, timings.heartbeat * 5);
      return new Coordinator(settings, outstanding, timings, { client, queue, registry, kept });
    } catch (error) {
      client.disconnect();
      throw error;
    }
  }

  private constructor(
    settings: BullmqExecutorOptions,
    outstanding: number,
    timings: QueueTimings,
    parts: {
      readonly client: Redis;
      readonly queue: JobQueue;
      readonly registry: WorkerRegistry;
      readonly kept: KeptPreparations;
    },
  ) {
    this.#settings = settings;
    this.concurrency = outstanding;
    this.#client = parts.client;
    this.#queue = parts.queue;
    this.#registry = parts.registry;
    this.#kept = parts.kept;
    this.#outcomes = new OutcomeHandler({
      queue: parts.queue,
      kept: parts.kept,
      address: settings.address,
      liveWorkers: () => this.#registry.live(),
      say: (text) => settings.say?.(text),
      done: (job) => this.#forget(job),
    });
    this.#queue.listen({
      progress: (id, value) => this.#outcomes.progress(this.#outstanding.get(id), value),
      completed: (id, value) => this.#outcomes.completed(this.#outstanding.get(id), value),
      failed: (id, reason) => this.#outcomes.failed(this.#outstanding.get(id), reason),
    });
    this.#timer = setInterval(() => void this.#compare(), timings.reconcile);
  }

  execute(task: Task): Observable<TaskEvent> {
    const { specification } = task;
    // What is followed names the preparations by their keys: the task and its arrays can go once it is described.
    return defer(() => this.#describe(task)).pipe(
      concatMap(
        (data) =>
          new Observable<TaskEvent>((subscriber) => {
            const job = new OutstandingJob(jobId(data), data, specification, subscriber);
            if (this.#outstanding.has(job.id)) throw new TypeError(`${job.id} is under way already`);
            this.#outstanding.set(job.id, job);
            this.#outcomes.submit(job);
            return () => this.#abandon(job);
          }),
      ),
    );
  }

  keep(key: string, load: () => Promise<Prepared | undefined>): Promise<void> {
    return this.#kept.keep(key, load);
  }

  dispose(): Promise<void> {
    this.#disposed ??= this.#close();
    return this.#disposed;
  }

  async #describe(task: Task) {
    const inputs = await this.#inputs(task);
    return jobOfTask(task, this.#codeOf(task.modules), inputs);
  }

  async #inputs(task: Task): Promise<TaskInputs> {
    if (task.kind === 'burn-in') return {};
    const startKey = task.startKey ?? (task.start && (await this.#kept.publish(task.start)));
    if (task.kind === 'prepare') return { startKey };
    return { startKey, preparedKey: task.preparedKey ?? (task.prepared && (await this.#kept.publish(task.prepared))) };
  }

  #codeOf(modules: readonly string[]): CodeIdentity {
    const name = modules.join('\n');
    const code = this.#codes.get(name) ?? describeCode(modules);
    this.#codes.set(name, code);
    return code;
  }

  /** Nobody waits for it here any more. */
  #abandon(job: OutstandingJob): void {
    this.#forget(job);
    const farewell = (job.settled ? this.#queue.release(job.id) : this.#queue.cancel(job.id)).catch(() => undefined);
    job.settled = true;
    this.#farewells.add(farewell);
    void farewell.then(() => this.#farewells.delete(farewell));
  }

  #forget(job: OutstandingJob): void {
    if (this.#outstanding.get(job.id) === job) this.#outstanding.delete(job.id);
  }

  /** Events may be lost with a connection, and everything with a Redis that keeps nothing: compares what should be there. */
  async #compare(): Promise<void> {
    if (this.#comparing) return;
    this.#comparing = true;
    try {
      const live = await this.#registry.live();
      this.#noteLoneliness(live.length);
      for (const job of this.#outstanding.values()) await this.#outcomes.compare(job, live);
      await this.#kept.refresh(new Set([...this.#outstanding.values()].flatMap(({ inputs }) => inputs)));
    } catch {
      // The watch says that Redis is away; the next comparison comes.
    } finally {
      this.#comparing = false;
    }
  }

  #noteLoneliness(workers: number): void {
    const isLonely = workers === 0 && this.#outstanding.size > 0;
    if (!isLonely) {
      this.#lonelySince = undefined;
      this.#lonelySaid = false;
      return;
    }
    this.#lonelySince ??= performance.now();
    if (this.#lonelySaid || performance.now() - this.#lonelySince < LONELY_AFTER_MILLISECONDS) return;
    this.#lonelySaid = true;
    const queue = this.#settings.queue === undefined ? '' : ` --queue ${this.#settings.queue}`;
    this.#settings.say?.(`no worker is there: start some with dof worker ${this.#settings.address.label}${queue}`);
  }

  async #close(): Promise<void> {
    clearInterval(this.#timer);
    // When Redis is away, nobody can be told.
    const patience = new AbortController();
    await Promise.race([
      Promise.all([...this.#farewells]),
      delay(FAREWELL_MILLISECONDS, undefined, { signal: patience.signal }).catch(() => undefined),
    ]);
    patience.abort();
    await this.#queue.close();
    this.#client.disconnect();
  }
}
