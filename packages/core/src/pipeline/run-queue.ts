import { concatMap, defer, EMPTY, merge, of, repeat, timer, type Observable } from 'rxjs';
import type { ExperimentEvent } from '../contracts/experiment-event.js';
import type { RunStore, WorkClaim } from '../contracts/run-store.js';
import { plannedRun, type MethodRun } from './2-plan.js';
import { claimWork, POLL_MILLISECONDS } from './claim-work.js';

/** How a queue of runs is worked off. */
export interface RunQueueSetting<T> {
  readonly store: RunStore;
  /** Runs under way at once. */
  readonly slots: number;
  /** Does one run, under a claim that it releases. */
  work(run: MethodRun, claim: WorkClaim): Observable<T>;
}

interface Entry {
  readonly run: MethodRun;
  /** When it may be tried, in milliseconds of the process's clock. */
  readonly notBefore: number;
}

/**
 * Works off a queue of runs, each under a claim of its own. A run that another process has claimed goes to the end of
 * the queue, and is looked at again until it is finished there or free.
 */
export function workOffQueue<T>(
  runs: readonly MethodRun[],
  { store, slots, work }: RunQueueSetting<T>,
): Observable<T | ExperimentEvent> {
  return defer(() => {
    const entries: Entry[] = runs.map((run) => ({ run, notBefore: 0 }));
    const awaited = new Set<string>();
    let next = 0;

    const attempt = (run: MethodRun): Observable<T | ExperimentEvent> =>
      defer(() => claimWork(store, run.hash, () => store.get(run.hash))).pipe(
        concatMap((claimed): Observable<T | ExperimentEvent> => {
          if (claimed.type === 'ours') return work(run, claimed.claim);
          if (claimed.type === 'done') return of({ type: 'run-reused', result: claimed.outcome });
          entries.push({ run, notBefore: performance.now() + POLL_MILLISECONDS });
          if (awaited.has(run.hash)) return EMPTY;
          awaited.add(run.hash);
          return of({ type: 'work-awaited', what: 'train', run: plannedRun(run) });
        }),
      );
    const slot$ = defer(() => {
      if (next === entries.length) return EMPTY;
      const { run, notBefore } = entries[next++];
      const wait = notBefore - performance.now();
      return wait > 0 ? timer(wait).pipe(concatMap(() => attempt(run))) : attempt(run);
    }).pipe(repeat({ delay: () => (next < entries.length ? of(undefined) : EMPTY) }));
    return merge(...Array.from({ length: Math.min(slots, entries.length) }, () => slot$));
  });
}
