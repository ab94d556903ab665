import { defer, finalize, map, type Observable } from 'rxjs';
import type { ExperimentEvent } from '../contracts/experiment-event.js';
import type { WorkClaim } from '../contracts/run-store.js';
import type { TrainedRun } from './5-train.js';

/** A trained run on its way into the store. */
export interface ClaimedResult {
  readonly type: 'claimed-result';
  readonly trained: TrainedRun;
  readonly claim: WorkClaim;
}

/** Hands the claim on with a trained run, and releases it when there is none. */
export function keepClaim(
  claim: WorkClaim,
  work$: Observable<ExperimentEvent | TrainedRun>,
): Observable<ExperimentEvent | ClaimedResult> {
  return defer(() => {
    let handedOn = false;
    return work$.pipe(
      map((event): ExperimentEvent | ClaimedResult => {
        if (event.type !== 'run-trained') return event;
        handedOn = true;
        return { type: 'claimed-result', trained: event, claim };
      }),
      finalize(() => {
        if (!handedOn) void claim.release();
      }),
    );
  });
}
