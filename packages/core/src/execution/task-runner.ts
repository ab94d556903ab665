import type { DependencyContainer } from 'tsyringe';
import type { Backend } from '../contracts/backend.js';
import type { Dataset, DatasetProvider } from '../contracts/dataset.js';
import type { Task, TaskEvent } from '../contracts/executor.js';
import type { DofReductionMethod } from '../contracts/method.js';
import { DofError } from '../errors/dof-error.js';
import { PluginRegistry } from '../plugins/plugin-registry.js';
import { augmentedObjective } from '../training/augmented-objective.js';
import { loadDataset } from '../pipeline/resolution/load-dataset.js';
import { compileModel } from './compile-model.js';
import { performTask, type TaskContext } from './perform-task.js';

/** What a task is done with. */
export type TaskParts = Pick<TaskContext<Task>, 'backend' | 'method' | 'objective'>;

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
    const { objective, ...parts } = await this.open(task);
    try {
      await performTask({ task, objective, ...parts, begun, signal, emit });
    } finally {
      objective.dispose();
    }
  }

  /** Loads and checks what a task is done with; whoever asks disposes of the objective. */
  async open(task: Task): Promise<TaskParts> {
    const { specification } = task;
    const registry = await this.#registry(task);
    const backend = await registry.find<Backend>('backend', specification.backend.name);
    const method = await registry.find<DofReductionMethod>('method', specification.method.name);
    checkVersions(task, backend, method);
    checkContents(task, registry, backend, method);
    const data = task.data ?? (await this.#load(registry, task));
    const compiled = await compileModel(task, backend, data, {
      batchSize: largestBatch(task, method),
      evaluationBatchSize: specification.evaluation.batchSize,
    });
    return { backend, method, objective: augmentedObjective(compiled, data) };
  }

  #registry({ modules, specification: { method, backend } }: Task): Promise<PluginRegistry> {
    const hashed = method.codeHash !== undefined || backend.codeHash !== undefined;
    return remember(this.#registries, [hashed, ...modules].join('\n'), () =>
      PluginRegistry.create(process.cwd(), modules, this.container, hashed),
    );
  }

  #load(registry: PluginRegistry, task: Task): Promise<Dataset> {
    const { name, options, contentHash } = task.specification.data;
    return remember(this.#datasets, contentHash, async () => {
      const provider = await registry.find<DatasetProvider>('dataset', name);
      const data = await loadDataset(registry, provider, options);
      if (data.contentHash !== contentHash) {
        throw new DofError(
          'DOF_DATA_MISMATCH',
          `data set ${name} here has content ${data.contentHash.slice(0, 12)}, the run needs ${contentHash.slice(0, 12)}`,
        );
      }
      return data;
    });
  }
}

function checkVersions({ specification }: Task, backend: Backend, method: DofReductionMethod): void {
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

/** What was planned must be what is computed: a file may be edited while its runs are under way. */
function checkContents(
  { specification }: Task,
  registry: PluginRegistry,
  backend: Backend,
  method: DofReductionMethod,
) {
  for (const [kind, wanted, found] of [
    ['backend', specification.backend, backend],
    ['method', specification.method, method],
  ] as const) {
    if (wanted.codeHash === undefined || wanted.codeHash === registry.originOf(found)?.contentHash) continue;
    throw new DofError(
      'DOF_CODE_CHANGED',
      `the file of ${kind} ${wanted.name}, or one that it reads, has changed since its runs were planned: start them again`,
    );
  }
}

/** A preparation is shared by runs of other recipes, so what it compiles must not depend on this run's own. */
function largestBatch({ kind, specification }: Task, method: DofReductionMethod): number {
  const { start, training } = specification;
  const preparation = kind === 'prepare' ? method.preparationBatchSize?.(specification.method.options) : undefined;
  return preparation ?? Math.max(training.batchSize, start.type === 'burn-in' ? start.batchSize : 0);
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
