import {
  concat,
  concatMap,
  defer,
  EMPTY,
  finalize,
  from,
  ignoreElements,
  map,
  of,
  ReplaySubject,
  repeat,
  share,
  timer,
} from 'rxjs';
import type { Observable } from 'rxjs';
import type { BurnInTask, Executor, PrepareTask } from '../contracts/executor.js';
import type { ExperimentEvent, PlannedRun } from '../contracts/experiment-event.js';
import type { RunStore } from '../contracts/run-store.js';
import { plannedRun } from './2-plan.js';
import { claimWork, POLL_MILLISECONDS } from './claim-work.js';

/** Does work that several runs need once; what it answers completes when the outcome is in the store. */
export type SharedWork = (
  key: string,
  what: (BurnInTask | PrepareTask)['kind'],
  run: PlannedRun,
  makeTask: () => Promise<BurnInTask | PrepareTask>,
) => Observable<ExperimentEvent>;

/**
 * The first run that needs a piece of work does it and says so; the others wait for it in silence. What is in the
 * store already is not done at all, and what another process does at the moment is waited for.
 */
export function sharedWork(executor: Executor, store: RunStore): SharedWork {
  const shared = new Map<string, Observable<ExperimentEvent>>();
  return (key, what, run, makeTask) => {
    const known = shared.get(key);
    if (known !== undefined) return known.pipe(ignoreElements());
    const work$ = defer(makeTask).pipe(
      concatMap((task) =>
        concat(
          of<ExperimentEvent>({ type: 'preparation-started', key, what, run: plannedRun(run) }),
          execute(executor, store, task),
        ),
      ),
    );
    const awaited: ExperimentEvent = { type: 'work-awaited', what, run: plannedRun(run) };
    const made = claimedOnce(store, key, work$, awaited).pipe(
      share({ connector: () => new ReplaySubject(), resetOnComplete: false, resetOnError: false }),
    );
    shared.set(key, made);
    return made;
  };
}

/** Does the work under a claim unless it is done; says so once when it has to wait for another process. */
function claimedOnce(
  store: RunStore,
  key: string,
  work$: Observable<ExperimentEvent>,
  awaited: ExperimentEvent,
): Observable<ExperimentEvent> {
  return defer(() => {
    let waits = 0;
    let settled = false;
    return defer(() => claimWork(store, key, () => store.getPrepared(key))).pipe(
      concatMap((claimed) => {
        settled = claimed.type !== 'theirs';
        if (claimed.type === 'ours') return work$.pipe(finalize(() => void claimed.claim.release()));
        return settled || waits++ > 0 ? EMPTY : of(awaited);
      }),
      repeat({ delay: () => (settled ? EMPTY : timer(POLL_MILLISECONDS)) }),
    );
  });
}

function execute(executor: Executor, store: RunStore, task: BurnInTask | PrepareTask): Observable<ExperimentEvent> {
  const key = task.hash;
  return executor.execute(task).pipe(
    concatMap((event): Observable<ExperimentEvent> => {
      if (event.type === 'progress') return of({ type: 'preparation-progress', key, share: event.share });
      if (event.type !== 'prepared') return EMPTY;
      return from(store.putPrepared(key, event.prepared)).pipe(map(() => ({ type: 'preparation-finished', key })));
    }),
  );
}
