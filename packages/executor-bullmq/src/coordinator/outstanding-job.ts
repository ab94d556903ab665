import type { HistoryEntry, Prepared, RunSpecification, TaskEvent } from '@dof/core';
import type { Subscriber } from 'rxjs';
import type { JobData } from '../job/job-data.js';
import type { JobProgress } from '../job/job-progress.js';
import type { TravellingResult } from '../job/job-outcome.js';

/** One piece of work in the queue, and the subscriber that waits for it. */
export class OutstandingJob {
  /** Set once it is in the queue. */
  submitted = false;
  /** Its outcome is on the way to the subscriber, or has been given. */
  settled = false;
  /** How often it was put into the queue again. */
  repeats = 0;
  #started = false;
  /** Of the evaluations handed on. */
  readonly #steps = new Set<number>();

  constructor(
    readonly id: string,
    readonly data: JobData,
    private readonly specification: RunSpecification,
    private readonly subscriber: Subscriber<TaskEvent>,
  ) {}

  /** Whether somebody still waits for it here. */
  get wanted(): boolean {
    return !this.subscriber.closed;
  }

  /** Keys of the preparations it needs. */
  get inputs(): readonly string[] {
    if (this.data.kind === 'burn-in') return [];
    const { startKey } = this.data;
    const preparedKey = this.data.kind === 'train' ? this.data.preparedKey : undefined;
    return [startKey, preparedKey].filter((key): key is string => key !== undefined);
  }

  /**
   * Hands progress on; what another attempt at the same work says again is not repeated. Who came when the run was under
   * way hears its evaluations at the end, when all are known, since they are told in order.
   */
  progress(progress: Exclude<JobProgress, { type: 'refused' }>): void {
    if (progress.type === 'started') return this.#start();
    this.#start();
    if (progress.type !== 'evaluated') return this.subscriber.next(progress);
    if (this.#steps.size > 0 || progress.entry.step === 0) this.#evaluated(progress.entry);
  }

  /** Ends it with a result; evaluations that were lost on the way come first, so that none is missing. */
  trained(result: TravellingResult, coordinates?: Prepared): void {
    this.#start();
    for (const entry of result.history) this.#evaluated(entry);
    const whole = { ...result, specification: this.specification };
    this.#end({ type: 'trained', result: whole, ...(coordinates && { coordinates }) });
  }

  prepared(prepared: Prepared): void {
    this.#start();
    this.#end({ type: 'prepared', prepared });
  }

  fail(error: unknown): void {
    this.settled = true;
    this.subscriber.error(error);
  }

  #evaluated(entry: HistoryEntry): void {
    if (this.#steps.has(entry.step)) return;
    this.#steps.add(entry.step);
    this.subscriber.next({ type: 'evaluated', entry });
  }

  #start(): void {
    if (this.#started) return;
    this.#started = true;
    this.subscriber.next({ type: 'started' });
  }

  #end(event: TaskEvent): void {
    this.settled = true;
    this.subscriber.next(event);
    this.subscriber.complete();
  }
}
