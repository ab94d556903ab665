import { catchError, concat, mergeMap, of, throwError, type MonoTypeOperatorFunction, type Observable } from 'rxjs';
import type { Executor } from '../contracts/executor.js';
import type { ExperimentEvent } from '../contracts/experiment-event.js';
import type { RunStore } from '../contracts/run-store.js';
import { isDofError } from '../errors/dof-error.js';
import type { ResolvedExperiment } from './1-resolve.js';
import { plannedRun, type MethodRun } from './2-plan.js';
import { burnInStage } from './3-burn-in.js';
import { prepareStage } from './4-prepare.js';
import { trainStage, type TrainedRun } from './5-train.js';
import { recordResult } from './6-record.js';
import { keepClaim } from './keep-claim.js';
import { workOffQueue } from './run-queue.js';
import type { SharedWork } from './shared-work.js';

/** What runs are trained with. */
export interface TrainingPlace {
  readonly resolved: ResolvedExperiment;
  readonly executor: Executor;
  readonly store: RunStore;
  readonly work: SharedWork;
}

/** Burns in, prepares, trains and records runs, as many at once as the executor has room for. */
export function trainRuns(runs: readonly MethodRun[], place: TrainingPlace): Observable<ExperimentEvent> {
  const { resolved, executor, store, work } = place;
  return workOffQueue(runs, {
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
  }).pipe(
    // Outside of the slots: the next run is trained while this one's result is made durable.
    mergeMap((event): Observable<ExperimentEvent> =>
      event.type === 'claimed-result' ? recordResult(store, event.trained, event.claim) : of(event),
    ),
  );
}

/**
 * A run that cannot be done (a map too large for memory, say) is a `run-failed` event and the sweep goes on; anything
 * else that goes wrong is a bug and ends the experiment with its error.
 */
function reportFailure(run: MethodRun): MonoTypeOperatorFunction<ExperimentEvent | TrainedRun> {
  return catchError((error: unknown) =>
    isDofError(error)
      ? of<ExperimentEvent>({
          type: 'run-failed',
          run: plannedRun(run),
          code: error.code,
          message: error.message,
        })
      : throwError(() => error),
  );
}
