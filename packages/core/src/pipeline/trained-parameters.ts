import { isDeepStrictEqual } from 'node:util';
import type { DependencyContainer } from 'tsyringe';
import type { BurnInTask, PrepareTask, TrainTask } from '../contracts/executor.js';
import type { Prepared } from '../contracts/method.js';
import type { Objective } from '../contracts/objective.js';
import type { ParameterLayout } from '../contracts/parameter-layout.js';
import type { HistoryEntry, RunResult } from '../contracts/run.js';
import type { RunStore } from '../contracts/run-store.js';
import { DofError } from '../errors/dof-error.js';
import { runMap, startingPoint } from '../execution/run-map.js';
import { TaskRunner } from '../execution/task-runner.js';
import { preparationKey, startKey } from '../hashing/content-hash.js';
import { storedCoordinates } from '../store/stored-coordinates.js';
import { namedFiles } from './resolution/named-files.js';
import type { ResolvedExperiment } from './resolution/resolve-experiment.js';
import { weightsStart } from './weights-start.js';

/** What a run's network is built again from. */
export interface TrainedParametersOptions {
  /** An experiment of the run's data and model, with the plugins that computed it among its modules. */
  readonly resolved: Pick<ResolvedExperiment, 'experiment' | 'modules' | 'modelFile' | 'data' | 'weights' | 'layout'>;
  /** Holds the coordinates, and perhaps the start and the preparation; it is only read. */
  readonly store: Pick<RunStore, 'getPrepared'>;
  /** Plugins of the caller, as for `runExperiment`. */
  readonly container?: DependencyContainer;
  /** At the last evaluation, or where the loss over the training set was lowest; default: `final`. */
  readonly at?: 'final' | 'best';
  readonly signal?: AbortSignal;
}

/** A trained network. */
export interface TrainedParameters {
  /** w(theta), of length D. */
  readonly w: Float32Array;
  readonly layout: ParameterLayout;
  /** What the run measured there. */
  readonly entry: HistoryEntry;
}

/**
 * The parameters w(theta) that a stored run has trained. Its start, its preparation and its map are made again from its
 * specification, the first two only where the store has lost them, which may take a training of the whole network. The
 * bits are those that the run had measured, on an engine of its instruction variant; equal within rounding on another.
 *
 * @throws DofError DOF_NO_COORDINATES for a run stored without them; DOF_DATA_MISMATCH, DOF_VERSION_MISMATCH,
 * DOF_CODE_CHANGED or DOF_MODEL_MISMATCH where something is not what the run was computed with
 */
export async function trainedParameters(
  result: RunResult,
  options: TrainedParametersOptions,
): Promise<TrainedParameters> {
  const { resolved, store, container, at = 'final', signal = new AbortController().signal } = options;
  const { hash, specification } = result;
  const coordinates = (await storedCoordinates(store, result))[at];
  const entry = result.history.find(({ epoch }) => epoch === coordinates.epoch);
  if (entry === undefined) throw new TypeError(`run ${hash} was not measured in epoch ${coordinates.epoch}`);
  requireSameInputs(result, resolved);

  const runner = new TaskRunner(container);
  const { modules, modelFile, data } = resolved;
  const task: TrainTask = { kind: 'train', hash, specification, modules, modelFile, data };
  const { objective, method, backend } = await runner.open(task);
  try {
    const begun = await startOf(task, resolved, objective, store, runner, signal);
    const prepared = method.prepare && (await preparationOf(result, { ...task, start: begun }, store, runner, signal));
    const carrying = { ...task, start: begun, prepared };
    const start = { w: startingPoint(carrying, objective) };
    const map = await runMap({ task: carrying, objective, method, backend, start, signal });
    try {
      const w = new Float32Array(map.dimension);
      await map.embed(coordinates.theta, w);
      return { w, layout: objective.layout, entry };
    } finally {
      map.dispose();
    }
  } finally {
    objective.dispose();
  }
}

/** Data and the files that a method reads are found by place, so they may have changed since. */
function requireSameInputs(
  { specification: { data, method } }: RunResult,
  { experiment, data: here }: TrainedParametersOptions['resolved'],
): void {
  if (here.contentHash !== data.contentHash) {
    throw new DofError(
      'DOF_DATA_MISMATCH',
      `the experiment's data have content ${here.contentHash.slice(0, 12)}, the run needs ` +
        `${data.contentHash.slice(0, 12)} (${data.name}): give the experiment that the run belongs to`,
    );
  }
  if (isDeepStrictEqual(namedFiles(method.options, experiment.baseDirectory), method.files)) return;
  throw new DofError(
    'DOF_CODE_CHANGED',
    `a file that an option of method ${method.name} names has changed since the run was trained: put it back as it was`,
  );
}

/** Where the run began, if not at the initialisation: from the store, from the experiment's file, or burnt in again. */
async function startOf(
  { specification, modules, modelFile, data }: TrainTask,
  resolved: TrainedParametersOptions['resolved'],
  objective: Objective,
  store: TrainedParametersOptions['store'],
  runner: TaskRunner,
  signal: AbortSignal,
): Promise<Prepared | undefined> {
  if (specification.start.type === 'init') return undefined;
  const key = startKey(specification);
  const stored = await store.getPrepared(key);
  if (stored !== undefined) return stored;
  if (specification.start.type === 'weights') {
    return { meta: null, arrays: { w: weightsStart(resolved, specification.start, objective) } };
  }
  const task: BurnInTask = { kind: 'burn-in', hash: key, specification, modules, modelFile, data };
  return outcomeOf(task, runner, signal);
}

/** What the method prepared for the run: from the store, or made again for its d alone, on which it may not depend. */
async function preparationOf(
  { preparationKey: key }: RunResult,
  { specification, modules, modelFile, data, start }: TrainTask,
  store: TrainedParametersOptions['store'],
  runner: TaskRunner,
  signal: AbortSignal,
): Promise<Prepared> {
  const found = key === undefined ? undefined : await store.getPrepared(key);
  if (found !== undefined) return found;
  const requested = [specification.degreesOfFreedom];
  const task: PrepareTask = {
    ...{ kind: 'prepare', hash: preparationKey(specification, requested), requested },
    ...{ specification, modules, modelFile, data, start },
  };
  return outcomeOf(task, runner, signal);
}

async function outcomeOf(task: BurnInTask | PrepareTask, runner: TaskRunner, signal: AbortSignal): Promise<Prepared> {
  let prepared: Prepared | undefined;
  await runner.run(task, signal, (event) => {
    if (event.type === 'prepared') prepared = event.prepared;
  });
  if (prepared === undefined) throw new TypeError(`task ${task.hash} ended without an outcome`);
  return prepared;
}
