import { EMPTY, type Observable } from 'rxjs';
import type { ExperimentEvent } from '../contracts/experiment-event.js';
import type { Prepared } from '../contracts/method.js';
import type { RunStore } from '../contracts/run-store.js';
import { preparationKey } from '../hashing/content-hash.js';
import type { ResolvedExperiment } from './1-resolve.js';
import { requestedDimensions, type MethodRun } from './2-plan.js';
import { burntInStart } from './3-burn-in.js';
import type { SharedWork } from './shared-work.js';

/** Does the method's preparation, once for all d of one start and seed; nothing to do for methods without one. */
export function prepareStage(
  resolved: ResolvedExperiment,
  work: SharedWork,
  store: RunStore,
  run: MethodRun,
): Observable<ExperimentEvent> {
  const key = preparationKeyOf(resolved, run);
  if (key === undefined) return EMPTY;
  return work(key, run, async () => ({
    kind: 'prepare',
    hash: key,
    specification: run.specification,
    modules: resolved.modules,
    modelFile: resolved.modelFile,
    data: resolved.data,
    start: await burntInStart(store, run),
    requested: requestedDimensions(resolved, run.resolved),
  }));
}

/** What the run's method prepared; undefined for a method without preparation. */
export async function preparationOf(
  resolved: ResolvedExperiment,
  store: RunStore,
  run: MethodRun,
): Promise<Prepared | undefined> {
  const key = preparationKeyOf(resolved, run);
  return key === undefined ? undefined : store.getPrepared(key);
}

/** The content key of the run's preparation; undefined for a method without one. */
export function preparationKeyOf(resolved: ResolvedExperiment, run: MethodRun): string | undefined {
  if (run.resolved.method.prepare === undefined) return undefined;
  return preparationKey(run.specification, requestedDimensions(resolved, run.resolved));
}
