import { EMPTY, type Observable } from 'rxjs';
import type { ExperimentEvent } from '../contracts/experiment-event.js';
import type { Executor, TrainTask } from '../contracts/executor.js';
import type { RunStore } from '../contracts/run-store.js';
import { preparationKey } from '../hashing/content-hash.js';
import type { ResolvedExperiment } from './1-resolve.js';
import { requestedDimensions, type MethodRun } from './2-plan.js';
import { burntInStart } from './3-burn-in.js';
import { handOver } from './hand-over.js';
import type { SharedWork } from './shared-work.js';

/** Does the method's preparation, once for all d of one start and seed; nothing to do for methods without one. */
export function prepareStage(
  resolved: ResolvedExperiment,
  work: SharedWork,
  executor: Executor,
  store: RunStore,
  run: MethodRun,
): Observable<ExperimentEvent> {
  const key = preparationKeyOf(resolved, run);
  if (key === undefined) return EMPTY;
  return work(key, 'prepare', run, async () => ({
    kind: 'prepare',
    hash: key,
    specification: run.specification,
    modules: resolved.modules,
    modelFile: resolved.modelFile,
    data: resolved.data,
    ...(await burntInStart(executor, store, run)),
    requested: requestedDimensions(resolved, run.resolved),
  }));
}

/** What the run's method prepared, for a task; nothing for a method without preparation. */
export async function preparationOf(
  resolved: ResolvedExperiment,
  executor: Executor,
  store: RunStore,
  run: MethodRun,
): Promise<Pick<TrainTask, 'prepared' | 'preparedKey'>> {
  const key = preparationKeyOf(resolved, run);
  if (key === undefined) return {};
  const handed = await handOver(executor, store, key);
  return { prepared: handed.prepared, preparedKey: handed.key };
}

/** The content key of the run's preparation; undefined for a method without one. */
export function preparationKeyOf(resolved: ResolvedExperiment, run: MethodRun): string | undefined {
  if (run.resolved.method.prepare === undefined) return undefined;
  return preparationKey(run.specification, requestedDimensions(resolved, run.resolved));
}
