import type { Executor } from '../contracts/executor.js';
import type { RunResult } from '../contracts/run.js';
import type { RunStore } from '../contracts/run-store.js';
import { isDofError } from '../errors/dof-error.js';
import { claimWork, underClaim } from './claim-work.js';
import { eventsOfTask } from './events-of-task.js';
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
  { resolved, executor, store, work }: TrainRunsContext,
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
    let result: RunResult | undefined;
    try {
      const start = startWork(run, tasks);
      if (start !== undefined) await work(start, run, context);
      if (preparationKey !== undefined) {
        await work({ key: preparationKey, what: 'prepare', task: () => tasks.prepare(preparationKey) }, run, context);
      }
      result = await train(run, tasks, resolved, executor, context);
    } catch (error) {
      if (!isDofError(error)) throw error;
      context.emit({ type: 'run-failed', run: plannedRun(run), code: error.code, message: error.message });
    }
    if (result === undefined) return 'over';
    leaveExecutor();
    await store.put(result);
    context.emit({ type: 'run-finished', result });
    return 'over';
  });
}

async function train(
  run: MethodRun,
  tasks: RunTasks,
  { code }: ResolvedExperiment,
  executor: Executor,
  { signal, emit }: RunContext,
): Promise<RunResult | undefined> {
  const { hash, specification, recommendedTraining, preparationKey } = run;
  let result: RunResult | undefined;
  await eventsOfTask(executor, await tasks.train(), signal, (event) => {
    switch (event.type) {
      case 'started':
        return emit({ type: 'run-started', run: plannedRun(run) });
      case 'progress':
        return emit({ type: 'run-progress', hash, share: event.share, batchLoss: event.batchLoss });
      case 'evaluated':
        return emit({ type: 'run-evaluated', hash, entry: event.entry });
      case 'trained':
        result = {
          ...event.result,
          // The plan's, which shares the model and the data with all others: an executor's is a copy.
          specification,
          ...(recommendedTraining && { recommendedTraining }),
          ...(Object.keys(code).length > 0 && { code }),
          ...(preparationKey === undefined ? {} : { preparationKey }),
        };
        return;
      case 'prepared':
        return;
    }
  });
  return result;
}
