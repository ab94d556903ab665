import type { Experiment, ExperimentEvent, PlannedRun } from '@dof/core';
import { lastValueFrom, takeUntil, tap, type Observable } from 'rxjs';
import type { ProgressRenderer } from '../progress/experiment-progress.js';

/** What was going to be done. */
export type Planned = Extract<ExperimentEvent, { type: 'planned' }>;
type Failed = Extract<ExperimentEvent, { type: 'run-failed' }>;

/** What came of one pass over an experiment. */
export interface SessionOutcome {
  /** With the runs that a search added. Absent when the pass was stopped before the runs were known. */
  readonly planned?: Planned;
  readonly reused: number;
  readonly trained: number;
  readonly failed: readonly Failed[];
  readonly interrupted: boolean;
}

/** What a pass needs. */
export interface SessionOptions {
  readonly experiment: Experiment;
  readonly events$: Observable<ExperimentEvent>;
  /** Its first value stops the pass. */
  readonly interruptions$: Observable<unknown>;
  readonly renderer: ProgressRenderer;
  /** Called before anything is trained, and with all runs again whenever a search has added some. */
  onPlanned(runs: readonly Pick<PlannedRun, 'hash'>[], planned: Planned): void;
}

/** Follows an experiment to its end, or until somebody stops it. Rejects with what the experiment fails with. */
export async function runSession(setting: SessionOptions): Promise<SessionOutcome> {
  const failed: Failed[] = [];
  let planned: Planned | undefined;
  let reused = 0;
  let trained = 0;
  let interrupted = false;
  const stop$ = setting.interruptions$.pipe(tap(() => (interrupted = true)));
  const pass$ = setting.events$.pipe(
    tap((event) => {
      if (event.type === 'planned') {
        planned = event;
        // A shard is reported as part of the whole, so that all of them merge into one report.
        const whole = event.wholePlan?.map((hash) => ({ hash })) ?? event.runs;
        setting.onPlanned(whole, event);
      }
      if (event.type === 'runs-added' && planned !== undefined) {
        planned = { ...planned, runs: [...planned.runs, ...event.runs] };
        setting.onPlanned(planned.runs, planned);
      }
      if (event.type === 'run-reused') reused += 1;
      if (event.type === 'run-finished') trained += 1;
      if (event.type === 'run-failed') failed.push(event);
      setting.renderer.next(event);
    }),
    takeUntil(stop$),
  );
  try {
    await lastValueFrom(pass$, { defaultValue: undefined });
  } finally {
    setting.renderer.stop();
  }
  return { planned, reused, trained, failed, interrupted };
}
