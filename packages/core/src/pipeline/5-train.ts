import { concatMap, defer, EMPTY, of, type Observable } from 'rxjs';
import type { Executor, TrainTask } from '../contracts/executor.js';
import type { ExperimentEvent } from '../contracts/experiment-event.js';
import type { RunResult } from '../contracts/run.js';
import type { RunStore } from '../contracts/run-store.js';
import type { ResolvedExperiment } from './1-resolve.js';
import { plannedRun, type MethodRun } from './2-plan.js';
import { burntInStart } from './3-burn-in.js';
import { preparationKeyOf, preparationOf } from './4-prepare.js';

/** A result that is not in the store yet. */
export interface TrainedRun {
  readonly type: 'run-trained';
  readonly result: RunResult;
}

/** Trains one run from its start, with what its method prepared. */
export function trainStage(
  resolved: ResolvedExperiment,
  executor: Executor,
  store: RunStore,
  run: MethodRun,
): Observable<ExperimentEvent | TrainedRun> {
  const { hash, specification, recommendedTraining } = run;
  const preparationKey = preparationKeyOf(resolved, run);
  const task$ = defer(async (): Promise<TrainTask> => ({
    kind: 'train',
    hash,
    specification,
    modules: resolved.modules,
    modelFile: resolved.modelFile,
    data: resolved.data,
    ...(await burntInStart(executor, store, run)),
    ...(await preparationOf(resolved, executor, store, run)),
  }));
  return task$.pipe(
    concatMap((task) => executor.execute(task)),
    concatMap((event): Observable<ExperimentEvent | TrainedRun> => {
      switch (event.type) {
        case 'started':
          return of({ type: 'run-started', run: plannedRun(run) });
        case 'progress':
          return of({ type: 'run-progress', hash, share: event.share, batchLoss: event.batchLoss });
        case 'evaluated':
          return of({ type: 'run-evaluated', hash, entry: event.entry });
        case 'trained':
          // The plan's specification, which shares the model and the data with all others: an executor's is a copy.
          return of({
            type: 'run-trained',
            result: {
              ...{ ...event.result, specification },
              ...(recommendedTraining && { recommendedTraining }),
              ...(Object.keys(resolved.code).length > 0 && { code: resolved.code }),
              ...(preparationKey === undefined ? {} : { preparationKey }),
            },
          });
        case 'prepared':
          return EMPTY;
      }
    }),
  );
}
