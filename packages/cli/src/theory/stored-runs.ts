import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { RunResult } from '@dof/core';
import type { Services } from '../services.js';
import { readPlan } from '../session/experiment-folder.js';
import { storedResults } from '../session/stored-results.js';

/** The finished runs of the plan in a results folder; none where nothing was run there. */
export async function storedRuns(directory: string, services: Services): Promise<readonly RunResult[]> {
  if (!existsSync(join(directory, 'plan.json'))) return [];
  const { runs } = readPlan(directory);
  const store = await services.openStore(directory);
  try {
    return await storedResults(store, runs);
  } finally {
    await store.close();
  }
}
