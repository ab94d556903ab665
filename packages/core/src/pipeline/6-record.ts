import { defer, finalize, map, type Observable } from 'rxjs';
import type { ExperimentEvent } from '../contracts/experiment-event.js';
import type { RunStore, WorkClaim } from '../contracts/run-store.js';
import type { TrainedRun } from './5-train.js';

/** Stores a result; only then is the run reported finished, and its claim released. */
export function recordResult(store: RunStore, { result }: TrainedRun, claim: WorkClaim): Observable<ExperimentEvent> {
  return defer(() => store.put(result)).pipe(
    map((): ExperimentEvent => ({ type: 'run-finished', result })),
    finalize(() => void claim.release()),
  );
}
