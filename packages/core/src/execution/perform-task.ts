import process from 'node:process';
import { arch, cpus, platform } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import type { Backend } from '../contracts/backend.js';
import type { BurnInTask, PrepareTask, Task, TaskEvent, TrainTask } from '../contracts/executor.js';
import type { DofReductionMethod, Start } from '../contracts/method.js';
import type { Objective } from '../contracts/objective.js';
import type { Reparametrisation } from '../contracts/reparametrisation.js';
import type { MachineDescription, RunResult } from '../contracts/run.js';
import { DofError } from '../errors/dof-error.js';
import { runKey } from '../random/split-key.js';
import { bestValues } from '../training/best-values.js';
import { burnIn } from '../training/burn-in.js';
import { trainRun } from '../training/train-run.js';
import { measuredPreparation } from './measured-preparation.js';

const PROGRESS_INTERVAL_MS = 150;

/** A task with everything it needs loaded. */
export interface TaskContext<T extends Task> {
  readonly task: T;
  readonly objective: Objective;
  readonly method: DofReductionMethod;
  readonly backend: Backend;
  /** When the task began, in milliseconds of the process's clock. */
  readonly begun: number;
  readonly signal: AbortSignal;
  emit(event: TaskEvent): void;
}

/** Does the task; its last event is the outcome. Rejects with the signal's reason when aborted. */
export async function performTask({ task, ...rest }: TaskContext<Task>): Promise<void> {
  const start: Start = { w: startingPoint(task, rest.objective) };
  if (task.kind === 'train') await train({ task, start, ...rest });
  else if (task.kind === 'prepare') await prepare({ task, start, ...rest });
  else await findBurntInStart({ task, start, ...rest });
}

type Setting<T extends Task> = TaskContext<T> & { readonly start: Start };

/** What came with the task, burnt in or given, or the initialisation. */
function startingPoint(task: Task, objective: Objective): Float32Array {
  const given = task.kind === 'burn-in' ? undefined : task.start?.arrays['w'];
  if (given instanceof Float32Array) return given;
  if (task.specification.start.type === 'weights') throw new TypeError('a start from given weights came without them');
  return objective.initialise(runKey(task.specification.start.seed, 'initialisation'));
}

async function findBurntInStart({ task, objective, start, signal, emit }: Setting<BurnInTask>): Promise<void> {
  const recipe = task.specification.start;
  if (recipe.type !== 'burn-in') throw new TypeError(`a start of type ${recipe.type} needs no burn-in`);
  const w = start.w.slice();
  const ready = progressThrottle(PROGRESS_INTERVAL_MS);
  await burnIn(w, {
    objective,
    recipe,
    trainCount: task.specification.data.trainCount,
    key: runKey(recipe.seed, 'burn-in'),
    signal,
    onStep: async (share) => {
      if (!ready()) return;
      emit({ type: 'progress', share });
      await setImmediate();
    },
  });
  emit({ type: 'prepared', prepared: { meta: null, arrays: { w } } });
}

async function prepare({
  task,
  method,
  start,
  backend,
  signal,
  emit,
  ...setting
}: Setting<PrepareTask>): Promise<void> {
  const work = method.prepare?.bind(method);
  if (work === undefined) throw new TypeError(`method ${method.name} has no preparation`);
  const ready = progressThrottle(PROGRESS_INTERVAL_MS);
  const prepared = await measuredPreparation(setting.objective, setting.begun, (objective) =>
    work({
      objective,
      backend,
      trainCount: task.specification.data.trainCount,
      start,
      options: task.specification.method.options,
      key: runKey(task.specification.seed, 'preparation'),
      requested: task.requested,
      signal,
      emit: async (share) => {
        if (!ready()) return;
        emit({ type: 'progress', share });
        // Lets an abort reach a preparation that shares its thread with its caller.
        await setImmediate();
      },
    }),
  );
  emit({ type: 'prepared', prepared });
}

async function train(setting: Setting<TrainTask>): Promise<void> {
  const { task, objective, method, start, backend, signal, emit } = setting;
  const { specification } = task;
  const reparametrisation = await method.reparametrise({
    prepared: task.prepared,
    start,
    d: specification.degreesOfFreedom,
    key: runKey(specification.seed, 'directions'),
    options: specification.method.options,
    backend,
    layout: objective.layout,
    signal,
  });
  try {
    requireAskedDegreesOfFreedom(setting, reparametrisation);
    const ready = progressThrottle(PROGRESS_INTERVAL_MS);
    const outcome = await trainRun({
      objective,
      reparametrisation,
      recipe: specification.training,
      stopping: specification.stopping,
      trainCount: specification.data.trainCount,
      key: runKey(specification.seed, 'order'),
      signal,
      onStep: async (share, batchLoss) => {
        if (!ready()) return;
        emit({ type: 'progress', share, batchLoss });
        // Lets an abort reach a run that shares its thread with its caller.
        await setImmediate();
      },
      onEvaluation: (entry) => emit({ type: 'evaluated', entry }),
    });
    const result: RunResult = {
      hash: task.hash,
      specification,
      ...outcome,
      ...realised(setting, reparametrisation),
      dimension: objective.dimension,
      best: bestValues(outcome.history),
      ...(method.capabilities.fullModel === true ? { fullModel: true } : {}),
      wallTimeSeconds: (performance.now() - setting.begun) / 1000,
      preparationCost: task.prepared?.cost,
      finishedAt: new Date().toISOString(),
      engineVariant: backend.describe().variant,
      machine: describeMachine(),
    };
    emit({ type: 'trained', result });
  } finally {
    reparametrisation.dispose();
  }
}

/** A run is plotted at its d, so its map must have d coordinates, or say that it may have fewer. */
function requireAskedDegreesOfFreedom({ task, method, objective }: Setting<TrainTask>, map: Reparametrisation): void {
  const { degreesOfFreedom: d, method: reference } = task.specification;
  const { degreesOfFreedom: has, dimension } = map;
  const { fewerCoordinates = false } = { ...method.capabilities, ...method.capabilitiesWith?.(reference.options) };
  const refuse = (what: string): never => {
    throw new DofError(
      'DOF_WRONG_DIMENSION',
      `method ${method.name} ${method.version} was asked for ${d} of ${objective.dimension} degrees of freedom and ${what}: ` +
        'this is for its author to mend',
    );
  };
  if (dimension !== objective.dimension) refuse(`made a map to ${dimension} parameters`);
  if (!Number.isSafeInteger(has) || has < 1 || has > d || (has < d && !fewerCoordinates)) refuse(`trains ${has}`);
  const { length } = map.initialCoordinates();
  if (length !== has) refuse(`begins with ${length} coordinates, though it says that it has ${has}`);
}

/** What the map has besides the d of the specification, where it differs. */
function realised(
  { task, method, objective }: Setting<TrainTask>,
  { degreesOfFreedom }: Reparametrisation,
): Pick<RunResult, 'realisedDegreesOfFreedom' | 'jacobianRank'> {
  const { degreesOfFreedom: d, method: reference } = task.specification;
  const jacobianRank = method.jacobianRank?.(degreesOfFreedom, objective.layout, reference.options);
  return {
    ...(degreesOfFreedom === d ? {} : { realisedDegreesOfFreedom: degreesOfFreedom }),
    ...(jacobianRank === undefined || jacobianRank === degreesOfFreedom ? {} : { jacobianRank }),
  };
}

/** Lets a call through at most once in `milliseconds`. */
export function progressThrottle(milliseconds: number, now: () => number = () => performance.now()): () => boolean {
  let last = -Infinity;
  return () => {
    const time = now();
    if (time - last < milliseconds) return false;
    last = time;
    return true;
  };
}

/** The machine this process runs on. */
export function describeMachine(): MachineDescription {
  const processors = cpus();
  return {
    cpu: processors.at(0)?.model.trim() || 'unknown',
    cores: processors.length,
    platform: `${platform()}-${arch()}`,
    node: process.versions.node,
  };
}
