import { lastValueFrom, takeUntil, takeWhile, tap, timer } from 'rxjs';
import type { SharedWorkKind } from '../contracts/experiment-event.js';
import type { Executor, TaskEvent } from '../contracts/executor.js';
import type { Prepared } from '../contracts/method.js';
import type { RunStore } from '../contracts/run-store.js';
import type { MethodRun } from '../pipeline/plan-runs.js';
import type { ResolvedExperiment } from '../pipeline/resolution/resolve-experiment.js';
import { runTasks } from '../pipeline/run-tasks.js';

/** How long nothing may be heard of a preparation before it is given up. */
const PATIENCE_SECONDS = 10;

export interface MeasurePreparationOptions {
  readonly resolved: ResolvedExperiment;
  /** A run that needs it. */
  readonly run: MethodRun;
  readonly what: SharedWorkKind;
  readonly executor: Executor;
  /** Has the burnt-in start, if it is there. Nothing is put into it. */
  readonly store: RunStore;
  /** For how long it is watched, from its first news. */
  readonly seconds: number;
  /** A clock, in seconds. */
  readonly now?: () => number;
}

/** What a burn-in or preparation takes here, as far as its beginning tells. */
export interface MeasuredPreparation {
  /** Absent where nothing was heard of it in time. */
  readonly seconds?: number;
  /** Its outcome, where it was over that soon. */
  readonly prepared?: Prepared;
}

/** Begins a burn-in or preparation and watches how fast it gets on; it is cancelled then, and nothing is kept. */
export async function measurePreparation(options: MeasurePreparationOptions): Promise<MeasuredPreparation> {
  const { resolved, run, what, executor, store, seconds, now = () => performance.now() / 1000 } = options;
  const tasks = runTasks(run, resolved, executor, store);
  const task =
    what === 'burn-in' ? await tasks.burnIn(run.startKey ?? '') : await tasks.prepare(run.preparationKey ?? '');
  const begun = now();
  const heard: { readonly share: number; readonly at: number }[] = [];
  let prepared: Prepared | undefined;
  const hear = (event: TaskEvent): void => {
    if (event.type === 'progress') heard.push({ share: event.share, at: now() });
    if (event.type === 'prepared') prepared = event.prepared;
  };
  await lastValueFrom(
    executor.execute(task).pipe(
      tap(hear),
      takeWhile(() => heard.length === 0 || now() - heard[0].at < seconds),
      takeUntil(timer(1000 * (seconds + PATIENCE_SECONDS))),
    ),
    { defaultValue: undefined },
  );
  if (prepared !== undefined) return { prepared, seconds: now() - begun };
  const [first, last] = [heard.at(0), heard.at(-1)];
  if (first === undefined || last === undefined || last.share <= first.share) return {};
  const pace = (last.at - first.at) / (last.share - first.share);
  return { seconds: first.at - begun + pace * (1 - first.share) };
}
