import type { RunStore } from '../contracts/run-store.js';
import { forwardRunStore } from '../forwarding/forward-contracts.js';
import { DofError } from '../errors/dof-error.js';

/**
 * A store in which everything older than `since` counts as not there, so that it is made again. What is old stays until
 * the new is there, run by run: stopped in between, nothing is lost, and the same `since` goes on from there.
 * Preparations are made again by every process that needs them.
 *
 * @param since ISO 8601, UTC; compared with when runs were finished
 * @throws DofError DOF_STORE_NOT_REPLACEABLE where the store cannot take a result in place of another
 */
export function freshRunStore(store: RunStore, since: string): RunStore {
  const replace = store.replace?.bind(store);
  const replacePrepared = store.replacePrepared?.bind(store);
  if (replace === undefined || replacePrepared === undefined) {
    throw new DofError(
      'DOF_STORE_NOT_REPLACEABLE',
      'this run store cannot put a new result in the place of an old one: delete the old runs, or use another store',
    );
  }
  const isFresh = (finishedAt: string): boolean => Date.parse(finishedAt) >= Date.parse(since);
  const prepared = new Set<string>();
  const get: RunStore['get'] = async (hash) => {
    const result = await store.get(hash);
    return result !== undefined && isFresh(result.finishedAt) ? result : undefined;
  };
  const replaceStored: RunStore['putPrepared'] = async (key, made) => {
    await replacePrepared(key, made);
    prepared.add(key);
  };
  return forwardRunStore(store, {
    get,
    async put(result) {
      if ((await get(result.hash)) === undefined) await replace(result);
    },
    list: async () => (await store.list()).filter(({ finishedAt }) => isFresh(finishedAt)),
    getPrepared: async (key) => (prepared.has(key) ? store.getPrepared(key) : undefined),
    getPreparedMeta:
      store.getPreparedMeta && (async (key) => (prepared.has(key) ? store.getPreparedMeta?.(key) : undefined)),
    async putPrepared(key, made) {
      if (!prepared.has(key)) await replaceStored(key, made);
    },
    replacePrepared: replaceStored,
  });
}
