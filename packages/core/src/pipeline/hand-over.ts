import type { Executor } from '../contracts/executor.js';
import type { Prepared } from '../contracts/method.js';
import type { RunStore } from '../contracts/run-store.js';

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
