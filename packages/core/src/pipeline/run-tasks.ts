import type { BurnInTask, Executor, PrepareTask, TrainTask } from '../contracts/executor.js';
import type { Prepared } from '../contracts/method.js';
import type { RunStore } from '../contracts/run-store.js';
import { requestedDegreesOfFreedom, type MethodRun } from './plan-runs.js';
import type { ResolvedExperiment } from './resolution/resolve-experiment.js';

/** What an executor is asked to do for one run. */
export interface RunTasks {
  /** @param key content key of the burnt-in starting point */
  burnIn(key: string): Promise<BurnInTask>;
  /** @param key content key of the preparation */
  prepare(key: string): Promise<PrepareTask>;
  train(): Promise<TrainTask>;
}

/** The tasks of a run, with what earlier ones of them put into the store. */
export function runTasks(run: MethodRun, resolved: ResolvedExperiment, executor: Executor, store: RunStore): RunTasks {
  const { hash, specification, startKey, preparationKey } = run;
  const { modules, modelFile, data } = resolved;
  const common = { specification, modules, modelFile, data };

  async function start(): Promise<Pick<TrainTask, 'start' | 'startKey'>> {
    if (startKey === undefined) return {};
    const { prepared, key } = await handOver(executor, store, startKey);
    return { start: prepared, startKey: key };
  }

  async function preparation(): Promise<Pick<TrainTask, 'prepared' | 'preparedKey'>> {
    if (preparationKey === undefined) return {};
    const { prepared, key } = await handOver(executor, store, preparationKey);
    return { prepared, preparedKey: key };
  }

  return {
    burnIn: async (key) => ({ kind: 'burn-in', hash: key, ...common }),
    prepare: async (key) => ({
      ...{ kind: 'prepare', hash: key, ...common },
      ...(await start()),
      requested: requestedDegreesOfFreedom(resolved, run.resolved),
    }),
    train: async () => ({
      ...{ kind: 'train', hash, ...common },
      ...(await start()),
      ...(await preparation()),
      ...(resolved.experiment.keepCoordinates === false && { keepCoordinates: false }),
    }),
  };
}

/** A preparation as a task carries it: by its key where the executor keeps it, otherwise itself. */
export interface HandedOver {
  readonly prepared?: Prepared;
  readonly key?: string;
}

/** Hands a stored preparation to the executor; none of it stays in memory where the executor keeps its own. */
export async function handOver(executor: Executor, store: RunStore, key: string): Promise<HandedOver> {
  const load = (): Promise<Prepared | undefined> => store.getPrepared(key);
  if (executor.keep === undefined) return { prepared: await load() };
  await executor.keep(key, load);
  return { key };
}
