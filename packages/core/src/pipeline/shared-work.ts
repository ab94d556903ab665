import { concat, concatMap, defer, EMPTY, from, ignoreElements, map, of, ReplaySubject, share } from 'rxjs';
import type { Observable } from 'rxjs';
import type { BurnInTask, Executor, PrepareTask } from '../contracts/executor.js';
import type { ExperimentEvent, PlannedRun } from '../contracts/experiment-event.js';
import type { RunStore } from '../contracts/run-store.js';

/** Does work that several runs need once; what it answers completes when the outcome is in the store. */
export type SharedWork = (
  key: string,
  run: PlannedRun,
  makeTask: () => Promise<BurnInTask | PrepareTask>,
) => Observable<ExperimentEvent>;

/**
 * The first run that needs a piece of work does it and says so; the others wait for it in silence. What is in the
 * store already is not done at all.
 */
export function sharedWork(executor: Executor, store: RunStore): SharedWork {
  const shared = new Map<string, Observable<ExperimentEvent>>();
  return (key, run, makeTask) => {
    const known = shared.get(key);
    if (known !== undefined) return known.pipe(ignoreElements());
    const { hash, specification } = run;
    const work$ = defer(makeTask).pipe(
      concatMap((task) =>
        concat(
          of<ExperimentEvent>({ type: 'preparation-started', key, what: task.kind, run: { hash, specification } }),
          execute(executor, store, task),
        ),
      ),
    );
    const made = defer(() => store.getPrepared(key)).pipe(
      concatMap((stored) => (stored === undefined ? work$ : EMPTY)),
      share({ connector: () => new ReplaySubject(), resetOnComplete: false, resetOnError: false }),
    );
    shared.set(key, made);
    return made;
  };
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
