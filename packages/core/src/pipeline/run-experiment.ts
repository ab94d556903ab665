import type { Observable } from 'rxjs';
import { concat, concatMap, defer, EMPTY, finalize, from, mergeMap, of, tap } from 'rxjs';
import type { DependencyContainer } from 'tsyringe';
import type { Executor } from '../contracts/executor.js';
import type { ExperimentEvent } from '../contracts/experiment-event.js';
import type { RunResult } from '../contracts/run.js';
import type { RunStore } from '../contracts/run-store.js';
import type { Experiment } from '../experiment/experiment.js';
import { workerPoolExecutor } from '../execution/worker-pool-executor.js';
import { memoryRunStore } from '../store/memory-run-store.js';
import { resolveExperiment, type ResolvedExperiment } from './1-resolve.js';
import { planRuns, type MethodRun } from './2-plan.js';
import { prepareStage } from './3-prepare.js';
import { trainStage } from './4-train.js';

/** What an experiment runs with; all of it optional. The caller closes and disposes what it gave. */
export interface ExperimentEnvironment {
  /** Remembers finished runs; default: this experiment only. */
  readonly store?: RunStore;
  /** Where runs are done; default: a worker thread per core, ended with the experiment. */
  readonly executor?: Executor;
  /** Plugins of the caller, found by name before any package; only an executor in this process can use them. */
  readonly container?: DependencyContainer;
}

/**
 * Runs an experiment: plan, prepare, train, record. Cold; every subscription is one pass. Finished runs in the store
 * are reused, never trained again. Unsubscribing cancels the runs under way and keeps all finished ones. Errors with
 * a DofError when the experiment cannot be run as asked.
 */
export function runExperiment(
  experiment: Experiment,
  environment: ExperimentEnvironment = {},
): Observable<ExperimentEvent> {
  return defer(() => {
    const store = environment.store ?? memoryRunStore();
    const executor = environment.executor ?? workerPoolExecutor();
    return defer(() => resolveExperiment(experiment, environment.container)).pipe(
      concatMap((resolved) => runResolved(resolved, executor, store)),
      finalize(() => {
        if (environment.executor === undefined) void executor.dispose();
      }),
    );
  });
}

function runResolved(resolved: ResolvedExperiment, executor: Executor, store: RunStore): Observable<ExperimentEvent> {
  const plan = planRuns(resolved);
  const results = new Map<string, RunResult>();
  const prepare = prepareStage(resolved, executor, store);
  const pending: MethodRun[] = [];

  const plan$ = of<ExperimentEvent>({
    type: 'planned',
    runs: plan.map(({ hash, specification }) => ({ hash, specification })),
    dimension: resolved.layout.dimension,
  });
  const reuse$ = from(plan).pipe(
    concatMap(async (run) => ({ run, result: await store.get(run.hash) })),
    concatMap(({ run, result }): Observable<ExperimentEvent> => {
      if (result !== undefined) return of({ type: 'run-reused', result });
      pending.push(run);
      return EMPTY;
    }),
  );
  const train$ = defer(() => from(pending)).pipe(
    mergeMap((run) => concat(prepare(run), trainStage(resolved, executor, store, run)), executor.concurrency),
  );
  const finish$ = defer(() =>
    of<ExperimentEvent>({
      type: 'experiment-finished',
      results: plan.flatMap(({ hash }) => results.get(hash) ?? []),
    }),
  );
  return concat(plan$, reuse$, train$, finish$).pipe(
    tap((event) => {
      if (event.type === 'run-reused' || event.type === 'run-finished') results.set(event.result.hash, event.result);
    }),
  );
}
