import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { finishedRuns, partSharing, type ResolvedExperiment, type RunResult, type RunStore } from '@dof/core';
import type { Services } from '../services.js';

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

/** The runs that an experiment asks for, as far as they are finished in a results folder; none where nothing was run there. */
export async function storedRuns(
  resolved: ResolvedExperiment,
  directory: string,
  services: Services,
): Promise<readonly RunResult[]> {
  if (!existsSync(join(directory, 'plan.json'))) return [];
  const store = await services.openStore(directory, { access: 'read' });
  try {
    return finishedRuns(resolved, (await store.list()).map(partSharing()));
  } finally {
    await store.close();
  }
}
