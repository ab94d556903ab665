import { inProcessExecutor, createContainer, type Executor, type Prepared } from '@dof/core';
import { registerContractPlugins } from '@dof/testing';

/** An executor that is right. */
export function rightExecutor(): Executor {
  const container = createContainer();
  registerContractPlugins(container);
  return { ...inProcessExecutor(container), concurrency: 3 };
}

/** One that keeps preparations too. */
export function keepingExecutor(change: { readonly forgets?: true; readonly reloads?: true } = {}): Executor {
  const right = rightExecutor();
  const kept = new Map<string, Prepared>();
  const find = (key: string | undefined): Prepared | undefined => (key === undefined ? undefined : kept.get(key));
  return {
    ...right,
    async keep(key, load) {
      if (kept.has(key) && !change.reloads) return;
      const prepared = await load();
      if (prepared !== undefined && !change.forgets) kept.set(key, prepared);
    },
    execute(task) {
      if (task.kind === 'burn-in') return right.execute(task);
      const start = task.start ?? find(task.startKey);
      if (task.kind === 'prepare') return right.execute({ ...task, start });
      return right.execute({ ...task, start, prepared: task.prepared ?? find(task.preparedKey) });
    },
  };
}
