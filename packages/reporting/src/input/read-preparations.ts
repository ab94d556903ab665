import type { Json, RunResult, RunStore } from '@dof/core';

/** The `meta` of everything that the runs' methods had prepared, by key, where the store can give it. */
export async function readPreparations(
  store: RunStore,
  results: readonly RunResult[],
): Promise<ReadonlyMap<string, Json>> {
  const keys = new Set(results.flatMap(({ preparationKey }) => preparationKey ?? []));
  const found = new Map<string, Json>();
  for (const key of keys) {
    const meta = await store.getPreparedMeta?.(key);
    if (meta !== undefined) found.set(key, meta);
  }
  return found;
}
