import { partSharing, type RunResult, type RunStore } from '@dof/core';

/** The results that are in the store, in the order of the hashes. */
export async function storedResults(store: RunStore, hashes: readonly string[]): Promise<readonly RunResult[]> {
  const results: RunResult[] = [];
  const withSharedParts = partSharing();
  for (const hash of hashes) {
    const result = await store.get(hash);
    if (result !== undefined) results.push(withSharedParts(result));
  }
  return results;
}
