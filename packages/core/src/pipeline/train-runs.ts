import { setMaxListeners } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { Observable } from 'rxjs';
import type { ExperimentEvent } from '../contracts/experiment-event.js';
import { POLL_MILLISECONDS } from './claim-work.js';
import { inTurn } from './in-turn.js';
import { plannedRun, type MethodRun } from './plan-runs.js';
import { runLife, type TrainRunsContext } from './run-life.js';

interface Entry {
  readonly run: MethodRun;
  /** When it may be tried, in milliseconds of the process's clock. */
  readonly notBefore: number;
}

/**
 * Lets runs live, as many at once as the executor has room for. A run that another process has claimed goes to the end
 * of the queue, and is looked at again until it is finished there or free. Unsubscribing cancels the runs under way.
 */
export function trainRuns(runs: readonly MethodRun[], setting: TrainRunsContext): Observable<ExperimentEvent> {
  return new Observable((subscriber) => {
    const abort = new AbortController();
    const { signal } = abort;
    // Every run under way listens, in several places.
    setMaxListeners(0, signal);
    const queue: Entry[] = runs.map((run) => ({ run, notBefore: 0 }));
    const awaited = new Set<string>();
    const lives = new Set<Promise<void>>();
    /** Those that are trained, and being recorded. */
    const recorded = new Set<Promise<void>>();
    const lifeSetting = { ...setting, inTurn: inTurn() };
    const emit = (event: ExperimentEvent): void => subscriber.next(event);
    // What is trained is recorded first. What an aborted run rejects with has nobody to tell.
    const fail = (error: unknown): void => {
      queue.length = 0;
      void Promise.allSettled(recorded).then(() => signal.aborted || subscriber.error(error));
    };

    const live = async (run: MethodRun, leaveExecutor: () => void): Promise<void> => {
      if ((await runLife(run, lifeSetting, { signal, emit }, leaveExecutor)) === 'over') return;
      queue.push({ run, notBefore: performance.now() + POLL_MILLISECONDS });
      if (awaited.has(run.hash)) return;
      awaited.add(run.hash);
      emit({ type: 'work-awaited', what: 'train', run: plannedRun(run) });
    };

    const workOff = async (): Promise<void> => {
      for (let entry = queue.shift(); entry !== undefined; entry = queue.shift()) {
        const { run, notBefore } = entry;
        const wait = notBefore - performance.now();
        if (wait > 0) await setTimeout(wait, undefined, { signal });
        signal.throwIfAborted();
        await new Promise<void>((leaveExecutor) => {
          const trained = (): void => {
            recorded.add(life);
            leaveExecutor();
          };
          const life: Promise<void> = live(run, trained)
            .catch(fail)
            .finally(() => {
              lives.delete(life);
              recorded.delete(life);
              leaveExecutor();
            });
          lives.add(life);
        });
      }
    };
    const slots = Array.from({ length: Math.min(setting.executor.concurrency, queue.length) }, workOff);
    Promise.all(slots)
      .then(() => Promise.all(lives))
      .then(() => subscriber.complete(), fail);
    return () => abort.abort();
  });
}
