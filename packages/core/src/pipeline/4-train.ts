import { catchError, concatMap, defer, EMPTY, of, throwError, type Observable } from 'rxjs';
import type { Executor } from '../contracts/executor.js';
import type { ExperimentEvent } from '../contracts/experiment-event.js';
import type { RunStore } from '../contracts/run-store.js';
import { isDofError } from '../errors/dof-error.js';
import type { ResolvedExperiment } from './1-resolve.js';
import type { MethodRun } from './2-plan.js';
import { preparationKeyOf } from './3-prepare.js';
import { recordResult } from './5-record.js';

/**
 * Trains one run and records it. A run that cannot be done (a map too large for memory, say) is a `run-failed` event
 * and the sweep goes on; anything else that goes wrong is a bug and ends the experiment with its error.
 */
export function trainStage(
  resolved: ResolvedExperiment,
  executor: Executor,
  store: RunStore,
  run: MethodRun,
): Observable<ExperimentEvent> {
  const { hash, specification } = run;
  const key = preparationKeyOf(resolved, run);
  return defer(async () => (key === undefined ? undefined : store.getPrepared(key))).pipe(
    concatMap((prepared) =>
      executor.execute({
        kind: 'train',
        hash,
        specification,
        modules: resolved.modules,
        data: resolved.data,
        prepared,
      }),
    ),
    concatMap((event): Observable<ExperimentEvent> => {
      switch (event.type) {
        case 'started':
          return of({ type: 'run-started', run: { hash, specification } });
        case 'progress':
          return of({ type: 'run-progress', hash, share: event.share, batchLoss: event.batchLoss });
        case 'evaluated':
          return of({ type: 'run-evaluated', hash, entry: event.entry });
        case 'trained':
          return recordResult(store, event.result);
        case 'prepared':
          return EMPTY;
      }
    }),
    catchError((error: unknown) =>
      isDofError(error)
        ? of({ type: 'run-failed' as const, run: { hash, specification }, code: error.code, message: error.message })
        : throwError(() => error),
    ),
  );
}
