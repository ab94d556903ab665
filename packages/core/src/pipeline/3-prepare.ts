import type { Observable } from 'rxjs';
import { concat, concatMap, defer, EMPTY, from, ignoreElements, map, of, share, ReplaySubject } from 'rxjs';
import type { Executor, PrepareTask } from '../contracts/executor.js';
import type { ExperimentEvent } from '../contracts/experiment-event.js';
import type { RunStore } from '../contracts/run-store.js';
import { preparationKey } from '../hashing/content-hash.js';
import type { ResolvedExperiment } from './1-resolve.js';
import { requestedDimensions, type MethodRun } from './2-plan.js';

/** Answers, for a run, the observable that completes when its method's preparation is in the store. */
export type PrepareStage = (run: MethodRun) => Observable<ExperimentEvent>;

/** The content key of the preparation a run needs; undefined where its method has none. */
export function preparationKeyOf(resolved: ResolvedExperiment, run: MethodRun): string | undefined {
  if (run.resolved.method.prepare === undefined) return undefined;
  return preparationKey(run.specification, requestedDimensions(resolved, run.resolved));
}

/** Does each preparation once: the first run that needs it does the work, the others wait, a stored one is reused. */
export function prepareStage(resolved: ResolvedExperiment, executor: Executor, store: RunStore): PrepareStage {
  const shared = new Map<string, Observable<ExperimentEvent>>();
  return (run) => {
    const key = preparationKeyOf(resolved, run);
    if (key === undefined) return EMPTY;
    const known = shared.get(key);
    if (known !== undefined) return known.pipe(ignoreElements());
    const made = preparation(resolved, executor, store, run, key).pipe(
      share({ connector: () => new ReplaySubject(), resetOnComplete: false, resetOnError: false }),
    );
    shared.set(key, made);
    return made;
  };
}

function preparation(
  resolved: ResolvedExperiment,
  executor: Executor,
  store: RunStore,
  run: MethodRun,
  key: string,
): Observable<ExperimentEvent> {
  const task: PrepareTask = {
    kind: 'prepare',
    hash: key,
    specification: run.specification,
    modules: resolved.modules,
    data: resolved.data,
    requested: requestedDimensions(resolved, run.resolved),
  };
  const work = executor.execute(task).pipe(
    concatMap((event): Observable<ExperimentEvent> => {
      if (event.type === 'progress') return of({ type: 'preparation-progress', key, share: event.share });
      if (event.type !== 'prepared') return EMPTY;
      return from(store.putPrepared(key, event.prepared)).pipe(map(() => ({ type: 'preparation-finished', key })));
    }),
  );
  return defer(() => store.getPrepared(key)).pipe(
    concatMap((stored) =>
      stored === undefined ? concat(of({ type: 'preparation-started', key, run } as const), work) : EMPTY,
    ),
  );
}
