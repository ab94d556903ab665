import {
  inProcessExecutor,
  preparationKey,
  createContainer,
  runHash,
  startKey,
  type BurnInTask,
  type Executor,
  type PrepareTask,
  type RunResult,
  type RunSpecification,
  type Task,
  type TaskEvent,
  type TrainTask,
} from '@dof/core';
import { lastValueFrom, toArray } from 'rxjs';
import { assertThat } from '../clauses/assertions.js';
import { registerContractPlugins, trialData, trialMethod, type TrialOptions } from './contract-plugins.js';

/** An executor under contract. */
export interface ExecutorSubject {
  readonly createExecutor: () => Executor | Promise<Executor>;
  /** File URLs of modules whose `register` is `registerContractPlugins`; none where the executor has them already. */
  readonly modules: readonly string[];
  /** How long a short task may take on this machine, in milliseconds. */
  readonly patience: number;
}

/** Runs a check on a fresh executor and disposes of it afterwards, also when the check fails. */
export async function withExecutor(
  { createExecutor }: ExecutorSubject,
  check: (executor: Executor) => Promise<void>,
): Promise<void> {
  const executor = await createExecutor();
  try {
    await check(executor);
  } finally {
    await executor.dispose();
  }
}

/** What a run of the contract is, where it differs from the usual. */
export interface TrialRun extends Partial<TrialOptions> {
  readonly seed?: number;
  readonly epochs?: number;
  /** Starts at a burnt-in point. */
  readonly burntIn?: boolean;
}

/** Steps of an epoch. */
export const STEPS = 3;

async function trialSpecification(trial: TrialRun): Promise<RunSpecification> {
  const { seed = 1, epochs = 2, burntIn = false, slow = 0, failure = 'none', trace = '' } = trial;
  const { contentHash, inputShape, classes } = await trialData.load({});
  return {
    format: 1,
    model: {
      name: 'linear',
      inputShape,
      layers: [{ type: 'flatten' }, { type: 'dense', units: classes }],
      loss: 'softmax-cross-entropy',
    },
    data: { name: trialData.name, version: '1', options: {}, contentHash, trainCount: 24, testCount: 6 },
    backend: { name: 'reference', version: '1' },
    method: { name: trialMethod.name, version: '1', options: { slow, failure, trace } },
    start: burntIn
      ? { type: 'burn-in', seed: 7, steps: 2, learningRate: 0.1, momentum: 0.9, batchSize: 8 }
      : { type: 'init', seed: 7 },
    degreesOfFreedom: 5,
    seed,
    training: {
      optimizer: { name: 'momentum', learningRate: 0.1, momentum: 0.9 },
      schedule: [],
      batchSize: 24 / STEPS,
      epochs,
    },
    evaluation: { every: 'epoch', batchSize: 500 },
  };
}

/** A run to train. */
export async function trainTask({ modules }: ExecutorSubject, trial: TrialRun = {}): Promise<TrainTask> {
  const specification = await trialSpecification(trial);
  return { kind: 'train', hash: runHash(specification), specification, modules };
}

/** A method's preparation. */
export async function prepareTask({ modules }: ExecutorSubject, trial: TrialRun = {}): Promise<PrepareTask> {
  const specification = await trialSpecification(trial);
  const requested = [1, 5];
  return { kind: 'prepare', hash: preparationKey(specification, requested), specification, modules, requested };
}

/** A starting point to burn in. */
export async function burnInTask({ modules }: ExecutorSubject): Promise<BurnInTask> {
  const specification = await trialSpecification({ burntIn: true });
  return { kind: 'burn-in', hash: startKey(specification), specification, modules };
}

/** Every event of a task. */
export const eventsOf = (executor: Executor, task: Task): Promise<readonly TaskEvent[]> =>
  lastValueFrom(executor.execute(task).pipe(toArray()));

/** The result of a run. */
export async function resultOf(executor: Executor, task: TrainTask): Promise<RunResult> {
  const last = (await eventsOf(executor, task)).at(-1);
  assertThat(last?.type === 'trained', `a run ends with ${last?.type ?? 'no event'} instead of trained`);
  return last.result;
}

/** An executor in this process that has the plugins of the contract. */
export function hereExecutor(): Executor {
  const container = createContainer();
  registerContractPlugins(container);
  return inProcessExecutor(container);
}

/** What a run measures must be, in every bit: the same run in this process, with the float64 engine. */
export async function expectedMeasurements(task: TrainTask): Promise<string> {
  return measurementsOf(await resultOf(hereExecutor(), { ...task, modules: [] }));
}

/** What of a result must be the same wherever it was computed. */
export function measurementsOf({ hash, specification, status, dimension, history, best }: RunResult): string {
  return JSON.stringify({ hash, specification, status, dimension, history, best });
}
