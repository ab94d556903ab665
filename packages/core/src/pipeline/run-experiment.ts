import type { MonoTypeOperatorFunction, Observable } from 'rxjs';
import { catchError, concat, concatMap, defer, EMPTY, finalize, from, mergeMap, of, throwError } from 'rxjs';
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
import { preparationKeyOf, prepareStage } from './4-prepare.js';
import { trainStage, type TrainedRun } from './5-train.js';
import { recordResult } from './6-record.js';
import { keepClaim } from './keep-claim.js';
import { workOffQueue } from './run-queue.js';
import { shardRuns, type Shard } from './shard-runs.js';
import { sharedWork } from './shared-work.js';

/** What an experiment runs with; all of it optional. The caller closes and disposes what it gave. */
export interface ExperimentEnvironment {
  /** Remembers finished runs; default: this experiment only. */
  readonly store?: RunStore;
  /** Where runs are done; default: a worker thread per core, ended with the experiment. */
  readonly executor?: Executor;
  /** Plugins of the caller, found by name before any package; only an executor in this process can use them. */
  readonly container?: DependencyContainer;
  /** Does this part of the runs only; all parts together are the experiment. */
  readonly shard?: Shard;
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
      concatMap((resolved) => runResolved(resolved, executor, store, environment.shard)),
      finalize(() => {
        if (environment.executor === undefined) void executor.dispose();
      }),
    );
  });
}

function runResolved(
  resolved: ResolvedExperiment,
  executor: Executor,
  store: RunStore,
  shard: Shard | undefined,
): Observable<ExperimentEvent> {
  const wholePlan = planRuns(resolved);
  const plan = shard === undefined ? wholePlan : shardRuns(wholePlan, shard, (run) => preparationKeyOf(resolved, run));
  const work = sharedWork(executor, store);
  const pending: MethodRun[] = [];

  const plan$ = of<ExperimentEvent>({
    type: 'planned',
    runs: plan.map(({ hash, specification }) => ({ hash, specification })),
    dimension: resolved.layout.dimension,
    ...(shard === undefined ? {} : { wholePlan: wholePlan.map(({ hash }) => hash) }),
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
  const train$ = defer(() =>
    workOffQueue(pending, {
      store,
      slots: executor.concurrency,
      work: (run, claim) =>
        keepClaim(
          claim,
          concat(
            burnInStage(resolved, work, run),
            prepareStage(resolved, work, executor, store, run),
            trainStage(resolved, executor, store, run),
          ).pipe(reportFailure(run)),
        ),
    }),
  ).pipe(
    // Outside of the slots: the next run is trained while this one's result is made durable.
    mergeMap((event): Observable<ExperimentEvent> =>
      event.type === 'claimed-result' ? recordResult(store, event.trained, event.claim) : of(event),
    ),
  );
  // Read back, so that a long sweep does not fill the memory with what the store holds.
  const finish$ = defer(async (): Promise<ExperimentEvent> => {
    const results: RunResult[] = [];
    for (const { hash } of plan) {
      const result = await store.get(hash);
      if (result !== undefined) results.push(result);
    }
    return { type: 'experiment-finished', results };
  });
  return concat(plan$, reuse$, train$, finish$);
}

/**
 * A run that cannot be done (a map too large for memory, say) is a `run-failed` event and the sweep goes on; anything
 * else that goes wrong is a bug and ends the experiment with its error.
 */
function reportFailure({ hash, specification }: MethodRun): MonoTypeOperatorFunction<ExperimentEvent | TrainedRun> {
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
