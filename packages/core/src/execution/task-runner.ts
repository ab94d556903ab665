import { setImmediate } from 'node:timers/promises';
import type { DependencyContainer } from 'tsyringe';
import type { Backend } from '../contracts/backend.js';
import type { Dataset, DatasetProvider } from '../contracts/dataset.js';
import type { PrepareTask, Task, TaskEvent, TrainTask } from '../contracts/executor.js';
import type { DofReductionMethod, Start } from '../contracts/method.js';
import type { Objective } from '../contracts/objective.js';
import type { RunResult } from '../contracts/run.js';
import { DofError } from '../errors/dof-error.js';
import { PluginRegistry } from '../plugins/plugin-registry.js';
import { keyFromSeed, splitKey } from '../random/split-key.js';
import { bestValues } from '../training/best-values.js';
import { trainRun } from '../training/train-run.js';
import { progressThrottle } from './progress-throttle.js';

const PROGRESS_INTERVAL_MS = 150;

/** Does tasks, one after the other, in the thread it lives in; keeps plugins and engines between tasks. */
export class TaskRunner {
  readonly #registries = new Map<string, Promise<PluginRegistry>>();
  readonly #datasets = new Map<string, Promise<Dataset>>();

  /** @param container plugins of an in-process caller, searched before the task's modules. */
  constructor(private readonly container?: DependencyContainer) {}

  /** Emits `started`, progress, and last the outcome. Rejects with the signal's reason when aborted. */
  async run(task: Task, signal: AbortSignal, emit: (event: TaskEvent) => void): Promise<void> {
    const begun = performance.now();
    emit({ type: 'started' });
    const { specification } = task;
    const registry = await this.#registry(task.modules);
    const backend = await registry.find<Backend>('backend', specification.backend.name);
    const method = await registry.find<DofReductionMethod>('method', specification.method.name);
    this.#checkVersions(task, backend, method);
    const data = task.data ?? (await this.#load(registry, task));
    const objective = await backend.compile(specification.model, data, {
      batchSize: specification.training.batchSize,
      evaluationBatchSize: specification.evaluation.batchSize,
    });
    try {
      const start: Start = {
        w: objective.initialise(splitKey(keyFromSeed(specification.start.seed), 'initialisation')),
      };
      if (task.kind === 'prepare') await prepare({ task, objective, method, start, signal, emit });
      else await train({ task, objective, method, start, backend, begun, signal, emit });
    } finally {
      objective.dispose();
    }
  }

  #registry(modules: readonly string[]): Promise<PluginRegistry> {
    return remember(this.#registries, modules.join('\n'), () =>
      PluginRegistry.create(process.cwd(), modules, this.container),
    );
  }

  #load(registry: PluginRegistry, task: Task): Promise<Dataset> {
    const { name, options, contentHash } = task.specification.data;
    return remember(this.#datasets, contentHash, async () => {
      const provider = await registry.find<DatasetProvider>('dataset', name);
      const data = await provider.load(options);
      if (data.contentHash !== contentHash) {
        throw new DofError(
          'DOF_DATA_MISMATCH',
          `data set ${name} here has content ${data.contentHash.slice(0, 12)}, the run needs ${contentHash.slice(0, 12)}`,
        );
      }
      return data;
    });
  }

  #checkVersions({ specification }: Task, backend: Backend, method: DofReductionMethod): void {
    for (const [kind, wanted, found] of [
      ['backend', specification.backend, backend],
      ['method', specification.method, method],
    ] as const) {
      if (wanted.version === found.version) continue;
      throw new DofError(
        'DOF_VERSION_MISMATCH',
        `the run needs ${kind} ${wanted.name} ${wanted.version}, this worker has ${found.version}: install the same version`,
      );
    }
  }
}

interface Setting<T extends Task> {
  readonly task: T;
  readonly objective: Objective;
  readonly method: DofReductionMethod;
  readonly start: Start;
  readonly signal: AbortSignal;
  emit(event: TaskEvent): void;
}

async function prepare({ task, objective, method, start, signal, emit }: Setting<PrepareTask>): Promise<void> {
  if (method.prepare === undefined) throw new TypeError(`method ${method.name} has no preparation`);
  const ready = progressThrottle(PROGRESS_INTERVAL_MS);
  const prepared = await method.prepare({
    objective,
    trainCount: task.specification.data.trainCount,
    start,
    options: task.specification.method.options,
    key: splitKey(keyFromSeed(task.specification.seed), 'preparation'),
    requested: task.requested,
    signal,
    emit: (share) => {
      if (ready()) emit({ type: 'progress', share });
    },
  });
  emit({ type: 'prepared', prepared });
}

async function train(
  setting: Setting<TrainTask> & { readonly backend: Backend; readonly begun: number },
): Promise<void> {
  const { task, objective, method, start, backend, signal, emit } = setting;
  const { specification } = task;
  const key = keyFromSeed(specification.seed);
  const reparametrisation = await method.reparametrise({
    prepared: task.prepared,
    start,
    d: specification.degreesOfFreedom,
    key: splitKey(key, 'directions'),
    options: specification.method.options,
    backend,
    layout: objective.layout,
    signal,
  });
  try {
    const ready = progressThrottle(PROGRESS_INTERVAL_MS);
    const outcome = await trainRun({
      objective,
      reparametrisation,
      recipe: specification.training,
      trainCount: specification.data.trainCount,
      key: splitKey(key, 'order'),
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
      dimension: objective.dimension,
      best: bestValues(outcome.history),
      wallTimeSeconds: (performance.now() - setting.begun) / 1000,
      finishedAt: new Date().toISOString(),
      engineVariant: backend.describe().variant,
    };
    emit({ type: 'trained', result });
  } finally {
    reparametrisation.dispose();
  }
}

function remember<T>(cache: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  const known = cache.get(key);
  if (known !== undefined) return known;
  const made = make();
  cache.set(key, made);
  // A failure is not remembered: the next task tries again.
  made.catch(() => cache.delete(key));
  return made;
}
