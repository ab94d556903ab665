import type { TaskEvent } from '@dof/core';
import type { JobProgress } from '../job/job-progress.js';

/** Sends what a task says of itself to the coordinators, in order, and progress only so often. */
export class ProgressReporter {
  #sent: Promise<void> = Promise.resolve();
  #lastProgress = -Infinity;

  constructor(
    private readonly send: (progress: JobProgress) => Promise<void>,
    private readonly interval: number,
    private readonly now: () => number = () => performance.now(),
  ) {}

  next(event: TaskEvent): void {
    if (event.type === 'progress' && !this.#due()) return;
    if (event.type === 'trained' || event.type === 'prepared') return;
    this.say(event);
  }

  say(progress: JobProgress): void {
    // Progress is a courtesy: a job that is gone has nobody to tell.
    this.#sent = this.#sent.then(() => this.send(progress)).catch(() => undefined);
  }

  /** Resolves once all that was said has been sent. */
  flush(): Promise<void> {
    return this.#sent;
  }

  #due(): boolean {
    const time = this.now();
    if (time - this.#lastProgress < this.interval) return false;
    this.#lastProgress = time;
    return true;
  }
}
