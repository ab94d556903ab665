import { coordinatesKey, DofError, unpackCoordinates, type ErrorCode, type Prepared } from '@dof/core';
import type { RedisAddress } from '../connection/redis-address.js';
import { parseFailure, type JobFailure } from '../job/job-failure.js';
import { parseOutcome, type JobOutcome } from '../job/job-outcome.js';
import { parseProgress } from '../job/job-progress.js';
import { MOST_LOSSES } from '../queue-settings.js';
import type { JobQueue } from './job-queue.js';
import type { KeptPreparations } from './kept-preparations.js';
import type { OutstandingJob } from './outstanding-job.js';
import { Refusals } from './refusals.js';

/** A job that keeps coming back without an outcome is given up after this many times. */
const MOST_REPEATS = 5;

/** What outcomes are handled with. */
export interface OutcomeContext {
  readonly queue: JobQueue;
  readonly kept: KeptPreparations;
  readonly address: RedisAddress;
  liveWorkers(): Promise<readonly string[]>;
  say(text: string): void;
  /** The job has its outcome. */
  done(job: OutstandingJob): void;
}

/** Decides what the news of a job mean for whoever waits for it. */
export class OutcomeHandler {
  readonly #setting: OutcomeContext;
  readonly #refusals = new Refusals();

  constructor(setting: OutcomeContext) {
    this.#setting = setting;
  }

  /** Puts a job into the queue; takes its outcome at once if it is there from before. */
  submit(job: OutstandingJob): void {
    this.#attempt(job, async () => {
      await this.#setting.queue.submit(job.data);
      // Given up while it was on its way into the queue.
      if (!job.wanted) return this.#setting.queue.cancel(job.id);
      job.submitted = true;
      await this.compare(job, await this.#setting.liveWorkers());
    });
  }

  progress(job: OutstandingJob | undefined, value: unknown): void {
    const progress = parseProgress(value);
    if (job === undefined || job.settled || progress === undefined) return;
    if (progress.type !== 'refused') return job.progress(progress);
    const saying = this.#refusals.add(job.data, job.id, progress);
    if (saying !== undefined) this.#setting.say(saying);
    this.#attempt(job, async () => this.#giveUpIfRefused(job, await this.#setting.liveWorkers()));
  }

  completed(job: OutstandingJob | undefined, value: unknown): void {
    if (job === undefined || job.settled) return;
    const outcome = parseOutcome(value, job.data.hash);
    if (outcome?.type === 'trained' && outcome.coordinates === undefined) {
      this.#setting.done(job);
      return job.trained(outcome.result);
    }
    // From here on it takes time, in which the same news may come again.
    job.settled = true;
    this.#attempt(job, async () => {
      const arrays = outcome && (await this.#arraysOf(outcome, job.data.hash));
      if (arrays === undefined) return this.#repeat(job, 'its outcome is not whole');
      this.#setting.done(job);
      if (outcome?.type === 'trained') job.trained(outcome.result, arrays);
      else job.prepared(arrays);
    });
  }

  /** What a worker published with an outcome; undefined where it is not there any more, or is something else. */
  async #arraysOf({ type }: JobOutcome, hash: string): Promise<Prepared | undefined> {
    const { kept } = this.#setting;
    if (type === 'prepared') return kept.fetch(hash);
    const coordinates = await kept.fetch(coordinatesKey(hash));
    return coordinates && unpackCoordinates(hash, coordinates) && coordinates;
  }

  failed(job: OutstandingJob | undefined, reason: string): void {
    if (job === undefined || job.settled) return;
    job.settled = true;
    this.#attempt(job, () => this.#answer(job, parseFailure(reason), reason));
  }

  /** Compares a job with what is in Redis, in case that news of it were lost. */
  async compare(job: OutstandingJob, live: readonly string[]): Promise<void> {
    if (job.settled || !job.submitted) return;
    const state = await this.#setting.queue.state(job.id);
    if (job.settled) return;
    if (state === undefined) return this.#repeat(job, 'it vanished from Redis');
    if (state.completed !== undefined) return this.completed(job, state.completed.value);
    if (state.failed !== undefined) return this.failed(job, state.failed.reason);
    this.#giveUpIfRefused(job, live);
  }

  #giveUpIfRefused(job: OutstandingJob, live: readonly string[]): void {
    if (job.settled) return;
    const error = this.#refusals.everywhere(job.data, job.id, live);
    if (error === undefined) return;
    void this.#setting.queue.cancel(job.id).catch(() => undefined);
    this.#end(job, error);
  }

  async #answer(job: OutstandingJob, failure: JobFailure | undefined, reason: string): Promise<void> {
    switch (failure?.type) {
      case 'mistake':
        await this.#setting.queue.remove(job.id);
        return this.#end(job, new DofError(failure.code as ErrorCode, failure.message));
      case 'bug': {
        await this.#setting.queue.remove(job.id);
        const error = new Error(failure.message);
        if (failure.stack !== undefined) error.stack = failure.stack;
        return this.#end(job, error);
      }
      case 'missing':
        if (!(await this.#setting.kept.restore(failure.key))) return this.#end(job, lost('its preparation is gone'));
        return this.#repeat(job, 'its preparation is gone');
      case 'cancelled':
        // By another coordinator, which did not know of us.
        return this.#repeat(job, 'another coordinator gave it up');
      case undefined:
        if (!/stalled/.test(reason)) return this.#repeat(job, this.#setting.address.redact(reason));
        await this.#setting.queue.remove(job.id);
        return this.#end(job, lost(`its worker died or stood still ${MOST_LOSSES + 1} times`));
    }
  }

  /** Puts a job into the queue again. */
  async #repeat(job: OutstandingJob, reason: string): Promise<void> {
    if (!job.wanted) return;
    job.repeats += 1;
    if (job.repeats > MOST_REPEATS) return this.#end(job, lost(reason));
    job.settled = false;
    job.submitted = false;
    await this.#setting.queue.remove(job.id);
    this.submit(job);
  }

  #end(job: OutstandingJob, error: Error): void {
    this.#setting.done(job);
    job.fail(error);
  }

  #attempt(job: OutstandingJob, work: () => Promise<void>): void {
    work().catch((error: unknown) => {
      this.#setting.done(job);
      // Who does not wait any more hears nothing of it.
      job.fail(error);
    });
  }
}

function lost(reason: string): DofError {
  return new DofError(
    'DOF_RUN_LOST',
    `the run was lost again and again (${reason}): see what the workers say, and run the same once more`,
  );
}
