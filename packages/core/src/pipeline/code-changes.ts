import { EMPTY, of, type Observable } from 'rxjs';
import type { ExperimentEvent } from '../contracts/experiment-event.js';
import type { RunResult } from '../contracts/run.js';
import { changedCode } from '../plugins/code-of.js';

/** Watches reused runs for code that changed since under the same version. */
export interface CodeChanges {
  add(result: RunResult): void;
  /** Says so once; nothing where all was computed by the code of now. */
  event(): Observable<ExperimentEvent>;
}

/** @param code of now, see RunResult */
export function codeChanges(code: Readonly<Record<string, string>>): CodeChanges {
  const packages = new Set<string>();
  let runs = 0;
  return {
    add(result) {
      const changed = changedCode(result.code, code);
      for (const name of changed) packages.add(name);
      if (changed.length > 0) runs += 1;
    },
    event: () => (runs === 0 ? EMPTY : of({ type: 'code-changed', packages: [...packages], runs })),
  };
}
