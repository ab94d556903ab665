import { setImmediate } from 'node:timers/promises';
import { forwardRunStore, type RunStore } from '@dof/core';

/** A store, and when all that was being written into it is there. */
export interface StoreWithPendingWrites {
  readonly store: RunStore;
  /** Resolves when nothing is being written any more, whether or not the writes succeeded. */
  settled(): Promise<void>;
}

/**
 * Follows the writes into a store. A pass that is stopped does not wait for the run that it was just recording: what reads
 * the store next would see that run or not, as it happens.
 */
export function pendingWrites(store: RunStore): StoreWithPendingWrites {
  const pending = new Set<Promise<void>>();
  const followed =
    <Values extends readonly unknown[]>(write: (...values: Values) => Promise<void>) =>
    async (...values: Values): Promise<void> => {
      const work = write(...values);
      pending.add(work);
      try {
        await work;
      } finally {
        pending.delete(work);
      }
    };
  const { replace, replacePrepared } = store;
  return {
    store: forwardRunStore(store, {
      put: followed((result) => store.put(result)),
      putPrepared: followed((key, prepared) => store.putPrepared(key, prepared)),
      ...(replace && { replace: followed(replace.bind(store)) }),
      ...(replacePrepared && { replacePrepared: followed(replacePrepared.bind(store)) }),
    }),
    async settled() {
      // What a run has trained is written first, and its result follows.
      await setImmediate();
      while (pending.size > 0) {
        await Promise.allSettled(pending);
        await setImmediate();
      }
    },
  };
}
