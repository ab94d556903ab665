import { defer, map, type Observable } from 'rxjs';
import type { ExperimentEvent } from '../contracts/experiment-event.js';
import type { RunResult } from '../contracts/run.js';
import type { RunStore } from '../contracts/run-store.js';

/** Stores a result; only then is the run reported finished. */
export function recordResult(store: RunStore, result: RunResult): Observable<ExperimentEvent> {
  return defer(() => store.put(result)).pipe(map(() => ({ type: 'run-finished', result })));
}
