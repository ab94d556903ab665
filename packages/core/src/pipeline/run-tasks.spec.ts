import { describe, expect, it } from '@jest/globals';
import { EMPTY } from 'rxjs';
import type { Executor } from '../contracts/executor.js';
import type { Prepared } from '../contracts/method.js';
import { memoryRunStore } from '../store/memory-run-store.js';
import { handOver } from './run-tasks.js';

const prepared: Prepared = { meta: null, arrays: { w: Float32Array.of(1, 2) } };
const executor: Executor = { concurrency: 1, execute: () => EMPTY, dispose: async () => {} };

describe('handOver', () => {
  it('gives the preparation itself to an executor that keeps none', async () => {
    const store = memoryRunStore();
    await store.putPrepared('key', prepared);
    expect(await handOver(executor, store, 'key')).toEqual({ prepared });
    expect(await handOver(executor, store, 'other')).toEqual({ prepared: undefined });
  });

  it('gives its key to an executor that keeps them, which reads it from the store when it needs it', async () => {
    const store = memoryRunStore();
    await store.putPrepared('key', prepared);
    const loads = new Map<string, () => Promise<Prepared | undefined>>();
    const keeping: Executor = { ...executor, keep: async (key, load) => void loads.set(key, load) };
    expect(await handOver(keeping, store, 'key')).toEqual({ key: 'key' });
    expect([...loads.keys()]).toEqual(['key']);
    expect(await loads.get('key')?.()).toEqual(prepared);
  });
});
