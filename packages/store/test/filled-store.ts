import type { RunResult } from '@dof/core';
import { openRunStore, type OpenRunStoreOptions } from '@dof/store';
import { exampleResult } from '@dof/testing';

/** Results of seeds 0 to count - 1, some too long for one page of a database. */
export function manyResults(count: number): RunResult[] {
  return Array.from({ length: count }, (_, seed) => {
    const result = exampleResult({ seed });
    return seed % 10 === 3 ? { ...result, history: Array.from({ length: 60 }, () => result.history[1]) } : result;
  });
}

/** Fills the store of a folder and closes it. */
export async function fillStore(folder: string, results: readonly RunResult[]): Promise<void> {
  const store = await openRunStore(folder);
  await Promise.all(results.map((result) => store.put(result)));
  await store.close();
}

/** Opens a store, and returns what it holds and what it said. */
export async function readStore(
  folder: string,
  options: OpenRunStoreOptions = {},
): Promise<{ readonly results: readonly RunResult[]; readonly notices: readonly string[] }> {
  const notices: string[] = [];
  const store = await openRunStore(folder, { ...options, onNotice: (line) => notices.push(line) });
  try {
    return { results: await store.list(), notices };
  } finally {
    await store.close();
  }
}
