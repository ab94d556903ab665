import type { Observable } from 'rxjs';
import { concat, concatMap, defer, EMPTY, finalize, from, of, tap } from 'rxjs';
import type { DependencyContainer } from 'tsyringe';
import type { DesignStrategy } from '../contracts/design-strategy.js';
import type { Executor } from '../contracts/executor.js';
import type { ExperimentEvent } from '../contracts/experiment-event.js';
import type { RunResult } from '../contracts/run.js';
import type { RunStore } from '../contracts/run-store.js';
import { DofError } from '../errors/dof-error.js';
import type { Experiment } from '../contracts/experiment.js';
import { registered, rootContainer } from '../injection/containers.js';
import { Tokens } from '../injection/tokens.js';
import { workerPoolExecutor } from '../late/late-executors.js';
import { memoryRunStore } from '../store/memory-run-store.js';
import { resolveExperiment, type ResolvedExperiment } from './resolution/resolve-experiment.js';
import { codeChanges } from './code-changes.js';
import { planPass } from './plan-pass.js';
import type { MethodRun } from './plan-runs.js';
import { searchThresholds } from '../search/search-thresholds.js';
import type { Shard } from './shard-runs.js';
import { sharedWork } from './shared-work.js';
import { neededPreparations, storedPreparations } from './stored-preparations.js';
import { trainRuns } from './train-runs.js';

/** What an experiment runs with; all of it optional. The caller closes and disposes what it gave. */
export interface ExperimentEnvironment {
  /** Remembers finished runs; default: the container's `Tokens.RunStore`, otherwise a store of this experiment alone. */
  readonly store?: RunStore;
  /** Where runs are done; default: the container's `Tokens.Executor`, otherwise a worker thread per core, ended with the
   *  experiment. */
  readonly executor?: Executor;
  /**
   * Plugins of the caller, found by name before any package; only an executor in this process can use them. What is not
   * given here is looked for in it, too.
   */
  readonly container?: DependencyContainer;
  /** Does this part of the runs only; all parts together are the experiment. */
  readonly shard?: Shard;
  /** Chooses the runs of an experiment that searches; default: the container's `Tokens.DesignStrategy`. */
  readonly strategy?: DesignStrategy;
}

/**
 * Runs an experiment: plan, burn in, prepare, train, record, and again for the runs that a search chooses. Cold; every
 * subscription is one pass. Finished runs in the store are reused, never trained again. Unsubscribing cancels the runs under way and keeps all finished ones. Errors with
 * a DofError when the experiment cannot be run as asked.
 */
export function runExperiment(
  experiment: Experiment,
  environment: ExperimentEnvironment = {},
): Observable<ExperimentEvent> {
  return defer(() => {
    const { container = rootContainer } = environment;
    const store = environment.store ?? registered(container, Tokens.RunStore) ?? memoryRunStore();
    const given = environment.executor ?? registered(container, Tokens.Executor);
    const executor = given ?? workerPoolExecutor();
    return defer(() => resolveExperiment(experiment, environment.container)).pipe(
      concatMap((resolved) => runResolved(resolved, executor, store, environment)),
      finalize(() => {
        if (given === undefined) void executor.dispose();
      }),
    );
  });
}

function runResolved(
  resolved: ResolvedExperiment,
  executor: Executor,
  store: RunStore,
  { shard, strategy, container }: ExperimentEnvironment,
): Observable<ExperimentEvent> {
  const { runs: plan, planned } = planPass(resolved, shard);
  const told = new Set<string>();
  const setting = { resolved, executor, store, work: sharedWork(executor, store, told) };
  const hashes = plan.map(({ hash }) => hash);
  const pending: MethodRun[] = [];
  const changes = codeChanges(resolved.code);

  const plan$ = of<ExperimentEvent>(planned);
  const reuse$ = from(plan).pipe(
    concatMap(async (run) => ({ run, result: await store.get(run.hash) })),
    concatMap(({ run, result }): Observable<ExperimentEvent> => {
      if (result !== undefined) {
        changes.add(result);
        return of({ type: 'run-reused', result });
      }
      pending.push(run);
      return EMPTY;
    }),
  );
  // Known before the first of them is made, so that it can be said how many there are.
  const prepared$ = defer(() => storedPreparations(store, neededPreparations(pending))).pipe(
    concatMap((keys) => {
      for (const key of keys) told.add(key);
      return from([...keys].map((key): ExperimentEvent => ({ type: 'preparation-reused', key })));
    }),
  );
  const changed$ = defer(() => changes.event());
  const train$ = defer(() => trainRuns(pending, setting));
  const search$ =
    resolved.experiment.search === undefined
      ? EMPTY
      : searchThresholds(setting, designStrategy(strategy, shard, container)).pipe(
          tap((event) => {
            if (event.type === 'runs-added') hashes.push(...event.runs.map(({ hash }) => hash));
          }),
        );
  // Read back, so that a long sweep does not fill the memory with what the store holds.
  const finish$ = defer(async (): Promise<ExperimentEvent> => {
    const results: RunResult[] = [];
    for (const hash of hashes) {
      const result = await store.get(hash);
      if (result !== undefined) results.push(result);
    }
    return { type: 'experiment-finished', results };
  });
  return concat(plan$, reuse$, changed$, prepared$, train$, search$, finish$);
}

/** The strategy of a search; throws DOF_NO_DESIGN_STRATEGY or DOF_SEARCH_NOT_SHARDED. */
function designStrategy(
  strategy: DesignStrategy | undefined,
  shard: Shard | undefined,
  container: DependencyContainer = rootContainer,
): DesignStrategy {
  if (shard !== undefined) {
    throw new DofError(
      'DOF_SEARCH_NOT_SHARDED',
      'a search chooses every run by those before it and has no parts: leave the shard out, or give degreesOfFreedom',
    );
  }
  const found = strategy ?? registered(container, Tokens.DesignStrategy);
  if (found !== undefined) return found;
  throw new DofError(
    'DOF_NO_DESIGN_STRATEGY',
    'the experiment has a search, but nothing chooses its runs: pass adaptiveSearch of @dof/analysis as strategy',
  );
}
