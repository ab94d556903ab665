import { describe, expect, it } from '@jest/globals';
import { forwardRunStore, memoryRunStore, type RunStore } from '@dof/core';
import { plannedRun, resultOf } from '../../test/planned-run.js';
import { pendingWrites } from './pending-writes.js';

/** A store whose writes take as long as it is told. */
function slowStore() {
  const memory = memoryRunStore();
  let open = (): void => {};
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  const store: RunStore = forwardRunStore(memory, {
    put: async (result) => {
      await gate;
      await memory.put(result);
    },
    putPrepared: async (key, prepared) => {
      await gate;
      await memory.putPrepared(key, prepared);
    },
  });
  return { store, letGo: () => open() };
}

describe('pendingWrites', () => {
  it('waits for a write that is under way, and for the one that follows it', async () => {
    const { store: slow, letGo } = slowStore();
    const { store, settled } = pendingWrites(slow);
    const result = resultOf(plannedRun(8, 0));
    const recorded = store.putPrepared('key', { meta: null, arrays: {} }).then(() => store.put(result));
    let isSettled = false;
    const waited = settled().then(() => (isSettled = true));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(isSettled).toBe(false);
    letGo();
    await waited;
    expect(await store.get(result.hash)).toEqual(result);
    await recorded;
  });

  it('is settled where nothing is written, and after a write that failed', async () => {
    const failing = forwardRunStore(memoryRunStore(), { put: async () => Promise.reject(new Error('full')) });
    const { store, settled } = pendingWrites(failing);
    await settled();
    const written = store.put(resultOf(plannedRun(8, 0)));
    await expect(written).rejects.toThrow('full');
    await settled();
  });
});
