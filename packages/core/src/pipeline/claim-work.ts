import type { RunStore, WorkClaim } from '../contracts/run-store.js';

/** How often work that another process does is looked at again. */
export const POLL_MILLISECONDS = 300;

/** For a store that knows no claims. */
const FREE: WorkClaim = { release: async () => {} };

/** What trying to claim work came to: it is ours to do, somebody has done it, or somebody else is at it. */
export type ClaimOutcome<T> =
  | { readonly type: 'ours'; readonly claim: WorkClaim }
  | { readonly type: 'done'; readonly outcome: T }
  | { readonly type: 'theirs' };

/**
 * Claims the work named `key`, unless `find` finds it done. It is looked for again once the claim is held, since whoever
 * held it before may have finished in between.
 */
export async function claimWork<T>(
  store: RunStore,
  key: string,
  find: () => Promise<T | undefined>,
): Promise<ClaimOutcome<T>> {
  const claim = store.claim === undefined ? FREE : await store.claim(key);
  let outcome: T | undefined;
  try {
    outcome = await find();
  } catch (error) {
    await claim?.release();
    throw error;
  }
  if (outcome === undefined) return claim === undefined ? { type: 'theirs' } : { type: 'ours', claim };
  await claim?.release();
  return { type: 'done', outcome };
}

/** Does work under a claim, which is released when the work ends, fails or is cancelled: in the same turn as the latter. */
export async function underClaim<T>(claim: WorkClaim, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  const release = (): void => void claim.release();
  signal.addEventListener('abort', release, { once: true });
  try {
    signal.throwIfAborted();
    return await work();
  } finally {
    signal.removeEventListener('abort', release);
    await claim.release();
  }
}
