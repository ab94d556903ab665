import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import type { Prepared } from '@dof/core';
import type { BlobStore } from '../preparations/blob-store.js';
import { Preparations } from '../preparations/preparations.js';
import { KeptPreparations } from './kept-preparations.js';

function memoryBlobs(): BlobStore & { readonly blobs: Map<string, Uint8Array[]> } {
  const blobs = new Map<string, Uint8Array[]>();
  return {
    blobs,
    touch: async (name) => blobs.has(name),
    write: async (name, chunks) =>
      void blobs.set(
        name,
        [...chunks].map((chunk) => chunk.slice()),
      ),
    read: async (name) => {
      const chunks = blobs.get(name);
      return (
        chunks &&
        (async function* () {
          yield* chunks;
        })()
      );
    },
    remove: async (name) => void blobs.delete(name),
  };
}

const key = (digit: number): string => String(digit).repeat(64);
const prepared = (value: number): Prepared => ({ meta: value, arrays: { a: Uint8Array.of(value) } });

describe('KeptPreparations', () => {
  it('reads each preparation once, one at a time, however many ask for it', async () => {
    const kept = new KeptPreparations(new Preparations(memoryBlobs()), 1000);
    let [loads, inMemory, most] = [0, 0, 0];
    const load = (value: number) => async () => {
      loads += 1;
      most = Math.max(most, (inMemory += 1));
      for (let turn = 0; turn < 5; turn++) await setImmediate();
      inMemory -= 1;
      return prepared(value);
    };
    await Promise.all([1, 2, 3, 1, 2, 3, 1].map((value) => kept.keep(key(value), load(value))));
    expect({ loads, most }).toEqual({ loads: 3, most: 1 });
    for (const value of [1, 2, 3]) expect(await kept.fetch(key(value))).toEqual(prepared(value));
  });

  it('does not read what is published already, and publishes again what was lost', async () => {
    const store = memoryBlobs();
    const published = new Preparations(store);
    await published.publish(key(1), prepared(1));
    const kept = new KeptPreparations(published, 1000);
    let loads = 0;
    const load = async () => {
      loads += 1;
      return prepared(1);
    };
    await kept.keep(key(1), load);
    expect(loads).toBe(0);
    store.blobs.clear();
    expect(await kept.restore(key(1))).toBe(true);
    expect(loads).toBe(1);
    expect(await kept.fetch(key(1))).toEqual(prepared(1));
    expect(await kept.restore(key(2))).toBe(false);
  });

  it('names what a task carries by its content', async () => {
    const kept = new KeptPreparations(new Preparations(memoryBlobs()), 1000);
    const [one, same, other] = [
      await kept.publish(prepared(1)),
      await kept.publish(prepared(1)),
      await kept.publish(prepared(2)),
    ];
    expect(one).toBe(same);
    expect(one).not.toBe(other);
    expect(await kept.fetch(other)).toEqual(prepared(2));
  });

  it('keeps from expiring what is needed, not more often than it must', async () => {
    const store = memoryBlobs();
    const published = new Preparations(store);
    await published.publish(key(1), prepared(1));
    let [now, touches] = [1000, 0];
    const counted = Object.assign(Object.create(published) as Preparations, {
      touch: async (name: string) => {
        touches += 1;
        return published.touch(name);
      },
    });
    const kept = new KeptPreparations(counted, 400, () => now);
    for (let i = 0; i < 10; i++, now += 50) await kept.refresh([key(1)]);
    expect(touches).toBe(5);
  });
});
