import { EMPTY, type Observable } from 'rxjs';
import type { ExperimentEvent } from '../contracts/experiment-event.js';
import type { Executor, TrainTask } from '../contracts/executor.js';
import type { RunStore } from '../contracts/run-store.js';
import { startKey } from '../hashing/content-hash.js';
import type { ResolvedExperiment } from './1-resolve.js';
import type { MethodRun } from './2-plan.js';
import { handOver } from './hand-over.js';
import type { SharedWork } from './shared-work.js';

/** Finds the run's burnt-in starting point, once for all runs that start there; nothing to do for others. */
export function burnInStage(
  resolved: ResolvedExperiment,
  work: SharedWork,
  run: MethodRun,
): Observable<ExperimentEvent> {
  if (run.specification.start.type === 'init') return EMPTY;
  const key = startKey(run.specification);
  return work(key, 'burn-in', run, async () => ({
    kind: 'burn-in',
    hash: key,
    specification: run.specification,
    modules: resolved.modules,
    modelFile: resolved.modelFile,
    data: resolved.data,
  }));
}

/** The run's burnt-in starting point for a task; nothing for one that starts at the initialisation. */
export async function burntInStart(
  executor: Executor,
  store: RunStore,
  run: MethodRun,
): Promise<Pick<TrainTask, 'start' | 'startKey'>> {
  if (run.specification.start.type === 'init') return {};
  const { prepared, key } = await handOver(executor, store, startKey(run.specification));
  return { start: prepared, startKey: key };
}
