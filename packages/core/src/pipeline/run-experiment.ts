import type { MonoTypeOperatorFunction, Observable } from 'rxjs';
import { catchError, concat, concatMap, defer, EMPTY, finalize, from, mergeMap, of, tap, throwError } from 'rxjs';
import type { DependencyContainer } from 'tsyringe';
import type { Executor } from '../contracts/executor.js';
import type { ExperimentEvent } from '../contracts/experiment-event.js';
import type { RunResult } from '../contracts/run.js';
import type { RunStore } from '../contracts/run-store.js';
import { isDofError } from '../errors/dof-error.js';
import type { Experiment } from '../experiment/experiment.js';
import { workerPoolExecutor } from '../execution/worker-pool-executor.js';
import { memoryRunStore } from '../store/memory-run-store.js';
import { resolveExperiment, type ResolvedExperiment } from './1-resolve.js';
import { planRuns, type MethodRun } from './2-plan.js';
import { burnInStage } from './3-burn-in.js';
import { prepareStage } from './4-prepare.js';
import { trainStage } from './5-train.js';
import { sharedWork } from './shared-work.js';

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
 * Runs an experiment: plan, burn in, prepare, train, record. Cold; every subscription is one pass. Finished runs in the store
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
  const work = sharedWork(executor, store);
  const pending: MethodRun[] = [];

  const plan$ = of<ExperimentEvent>({
    type: 'planned',
    runs: plan.map(({ hash, specification }) => ({ hash, specification })),
    dimension: resolved.layout.dimension,
    decided: resolved.methods
      .filter(({ decided }) => Object.keys(decided).length > 0)
      .map(({ method, decided }) => ({ method: method.name, options: decided })),
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
    mergeMap(
      (run) =>
        concat(
          burnInStage(resolved, work, run),
          prepareStage(resolved, work, executor, store, run),
          trainStage(resolved, executor, store, run),
        ).pipe(reportFailure(run)),
      executor.concurrency,
    ),
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

/**
 * A run that cannot be done (a map too large for memory, say) is a `run-failed` event and the sweep goes on; anything
 * else that goes wrong is a bug and ends the experiment with its error.
 */
function reportFailure({ hash, specification }: MethodRun): MonoTypeOperatorFunction<ExperimentEvent> {
  return catchError((error: unknown) =>
    isDofError(error)
      ? of<ExperimentEvent>({
          type: 'run-failed',
          run: { hash, specification },
          code: error.code,
          message: error.message,
        })
      : throwError(() => error),
  );
}
