import type { StartRequest } from '../contracts/start-request.js';
import type { Executor } from '../contracts/executor.js';
import type { JsonObject } from '../contracts/json.js';
import type { DofReductionMethod, Prepared } from '../contracts/method.js';
import type { RunStore } from '../contracts/run-store.js';
import { onlyAttainable } from '../reparametrisation/attainable-degrees-of-freedom.js';
import { planRun, startOf, type MethodRun } from './plan-runs.js';
import type { ResolvedExperiment, ResolvedMethod } from './resolution/resolve-experiment.js';
import { runTasks } from './run-tasks.js';
import { sharedWork, type RunContext } from './shared-work.js';
import { startWork } from './start-work.js';

/** A preparation of one method, for the model, data and engine of an experiment. */
export interface PreparationRequest {
  /** One with a preparation, and with one possible d only. */
  readonly method: DofReductionMethod;
  /** Checked, with every default filled in. */
  readonly options: JsonObject;
  readonly start: StartRequest;
  readonly seed: number;
}

/** Does a preparation and what comes before it, or finds it in the store. */
export type MethodPreparations = (request: PreparationRequest, context: RunContext) => Promise<Prepared>;

/**
 * Preparations without the runs that they are usually made for: work on the full space whose findings are wanted for
 * themselves. They are named by content, go to the executor as tasks, are kept in the store and never done twice, and a
 * burnt-in start is shared by all that begin there, the experiment's runs included. What is made rejects with the
 * signal's reason when aborted, and as the method's preparation does.
 *
 * @param resolved with the module of the method among its modules
 */
export function methodPreparations(
  resolved: ResolvedExperiment,
  { executor, store }: { readonly executor: Executor; readonly store: RunStore },
): MethodPreparations {
  const work = sharedWork(executor, store);
  return async (request, context) => {
    const run = runOf(resolved, request);
    const { preparationKey } = run;
    if (preparationKey === undefined) throw new TypeError(`method ${request.method.name} has no preparation`);
    const found = await store.getPrepared(preparationKey);
    if (found !== undefined) {
      context.emit({ type: 'preparation-reused', key: preparationKey });
      return found;
    }
    const tasks = runTasks(run, resolved, executor, store);
    const start = startWork(run, tasks);
    if (start !== undefined) await work(start, run, context);
    await work({ key: preparationKey, what: 'prepare', task: () => tasks.prepare(preparationKey) }, run, context);
    const prepared = await store.getPrepared(preparationKey);
    if (prepared === undefined) throw new TypeError(`the store has lost preparation ${preparationKey}`);
    return prepared;
  };
}

function runOf(resolved: ResolvedExperiment, { method, options, start, seed }: PreparationRequest): MethodRun {
  const d = onlyAttainable(method.attainable(resolved.layout, options));
  if (d === undefined) throw new TypeError(`method ${method.name} can be trained at more than one d`);
  const asked: ResolvedMethod = {
    request: { name: method.name, options, degreesOfFreedom: [d] },
    method,
    reference: { name: method.name, version: method.version, options },
    decided: {},
    recommendationVaries: false,
  };
  return planRun(resolved, asked, startOf(start, seed), d, seed);
}
