import type { PlannedRun } from '../contracts/experiment-event.js';
import type { RunStore } from '../contracts/run-store.js';

/** The keys of the burnt-in starts and preparations that runs need, each once. */
export function neededPreparations(runs: readonly PlannedRun[]): readonly string[] {
  const keys = runs.flatMap(({ startKey, preparationKey }) => [startKey, preparationKey]);
  return [...new Set(keys.filter((key): key is string => key !== undefined))];
}

/** Those of the keys under which the store has a preparation; its arrays are not read where the store can do without. */
export async function storedPreparations(
  store: Pick<RunStore, 'getPrepared' | 'getPreparedMeta'>,
  keys: readonly string[],
): Promise<ReadonlySet<string>> {
  const stored = new Set<string>();
  for (const key of keys) {
    const found = await (store.getPreparedMeta === undefined ? store.getPrepared(key) : store.getPreparedMeta(key));
    if (found !== undefined) stored.add(key);
  }
  return stored;
}
