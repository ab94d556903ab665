import type { Executor } from '../contracts/executor.js';
import type { Prepared } from '../contracts/method.js';
import type { RunResult } from '../contracts/run.js';
import type { RunStore } from '../contracts/run-store.js';
import { isDofError } from '../errors/dof-error.js';
import { putCoordinates } from '../store/stored-coordinates.js';
import { claimWork, underClaim } from './claim-work.js';
import { eventsOfTask } from './events-of-task.js';
import type { InTurn } from './in-turn.js';
import { plannedRun, type MethodRun } from './plan-runs.js';
import type { ResolvedExperiment } from './resolution/resolve-experiment.js';
import { runTasks, type RunTasks } from './run-tasks.js';
import type { RunContext, SharedWork } from './shared-work.js';
import { startWork } from './start-work.js';

/** What all runs of an experiment live with. */
export interface TrainRunsContext {
  readonly resolved: ResolvedExperiment;
  readonly executor: Executor;
  readonly store: RunStore;
  readonly work: SharedWork;
}

/** The same, and the line in which runs are recorded. */
export interface RunLifeContext extends TrainRunsContext {
  readonly inTurn: InTurn;
}

/**
 * A run's whole life: claim, burn in or take given weights, prepare, train, record. A run that cannot be done (a map too large for memory,
 * say) ends with the event `run-failed`; anything else that goes wrong rejects: a bug, or a store that cannot keep
 * results.
 *
 * @param leaveExecutor called when the run is trained: the next one may be, while this one's result is made durable
 * @returns `awaited` where another process does the run at the moment
 */
export async function runLife(
  run: MethodRun,
  { resolved, executor, store, work, inTurn }: RunLifeContext,
  context: RunContext,
  leaveExecutor: () => void,
): Promise<'over' | 'awaited'> {
  const { hash, preparationKey } = run;
  const tasks = runTasks(run, resolved, executor, store);

  const claimed = await claimWork(store, hash, () => store.get(hash));
  if (claimed.type === 'theirs') return 'awaited';
  if (claimed.type === 'done') {
    context.emit({ type: 'run-reused', result: claimed.outcome });
    return 'over';
  }
  return underClaim(claimed.claim, context.signal, async (): Promise<'over'> => {
    let trained: Trained | undefined;
    try {
      const start = startWork(run, tasks);
      if (start !== undefined) await work(start, run, context);
      if (preparationKey !== undefined) {
        await work({ key: preparationKey, what: 'prepare', task: () => tasks.prepare(preparationKey) }, run, context);
      }
      trained = await train(run, tasks, resolved, executor, context);
    } catch (error) {
      if (!isDofError(error)) throw error;
      context.emit({ type: 'run-failed', run: plannedRun(run), code: error.code, message: error.message });
    }
    if (trained === undefined) return 'over';
    leaveExecutor();
    const { result, coordinates } = trained;
    // Recorded in the order in which they were trained, however long their coordinates take to write.
    const written = coordinates === undefined ? Promise.resolve() : putCoordinates(store, hash, coordinates);
    await unlessAborted(context.signal, inTurn(written));
    await store.put(result);
    context.emit({ type: 'run-finished', result });
    return 'over';
  });
}

/** Waits for the work no longer than until the signal is aborted: what is trained by then is recorded at once. */
async function unlessAborted(signal: AbortSignal, work: Promise<void>): Promise<void> {
  let leave = (): void => {};
  const aborted = new Promise<void>((resolve) => {
    leave = resolve;
    signal.addEventListener('abort', leave, { once: true });
  });
  await Promise.race([work, aborted]).finally(() => signal.removeEventListener('abort', leave));
}

interface Trained {
  readonly result: RunResult;
  /** Absent where they are not to be kept, or the executor does not hand them on. */
  readonly coordinates?: Prepared;
}

async function train(
  run: MethodRun,
  tasks: RunTasks,
  resolved: ResolvedExperiment,
  executor: Executor,
  { signal, emit }: RunContext,
): Promise<Trained | undefined> {
  const { hash, specification, recommendedTraining, preparationKey } = run;
  const { code, experiment } = resolved;
  let trained: Trained | undefined;
  await eventsOfTask(executor, await tasks.train(), signal, (event) => {
    switch (event.type) {
      case 'started':
        return emit({ type: 'run-started', run: plannedRun(run) });
      case 'progress':
        return emit({ type: 'run-progress', hash, share: event.share, batchLoss: event.batchLoss });
      case 'evaluated':
        return emit({ type: 'run-evaluated', hash, entry: event.entry });
      case 'trained':
        trained = {
          result: {
            ...event.result,
            // The plan's, which shares the model and the data with all others: an executor's is a copy.
            specification,
            ...(recommendedTraining && { recommendedTraining }),
            ...(Object.keys(code).length > 0 && { code }),
            ...(preparationKey === undefined ? {} : { preparationKey }),
          },
          coordinates: experiment.keepCoordinates === false ? undefined : event.coordinates,
        };
        return;
      case 'prepared':
        return;
    }
  });
  return trained;
}
