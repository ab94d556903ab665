import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { finishedRuns, partSharing, type ResolvedExperiment, type RunResult } from '@dof/core';
import type { Services } from '../services.js';

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
