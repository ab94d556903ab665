import type { PlannedRun, SharedWorkKind } from '../contracts/experiment-event.js';
import type { RunStore } from '../contracts/run-store.js';

/** Work that a run shares with others, named by its content key. */
export interface NeededWork {
  readonly key: string;
  readonly what: SharedWorkKind;
}

/** What has to be done before a run, in order; a start from given weights is no work. */
export function neededWork({ startKey, preparationKey, specification }: PlannedRun): readonly NeededWork[] {
  const isBurntIn = specification.start.type === 'burn-in';
  return [
    ...(isBurntIn && startKey !== undefined ? [{ key: startKey, what: 'burn-in' as const }] : []),
    ...(preparationKey === undefined ? [] : [{ key: preparationKey, what: 'prepare' as const }]),
  ];
}

/** The keys of the burnt-in starts and preparations that runs need, each once. */
export function neededPreparations(runs: readonly PlannedRun[]): readonly string[] {
  return [...new Set(runs.flatMap(neededWork).map(({ key }) => key))];
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
