import type { Executor } from '../contracts/executor.js';
import { lateObservable } from './late-observable.js';

/** An executor that is loaded with its first task. */
export function lateExecutor(concurrency: number, load: () => Promise<Executor>): Executor {
  let loaded: Promise<Executor> | undefined;
  return {
    concurrency,
    execute: (task) =>
      lateObservable(async () => {
        loaded ??= load();
        return (await loaded).execute(task);
      }),
    dispose: async () => (await loaded)?.dispose(),
  };
}
