import { randomUUID } from 'node:crypto';
import { DofError, errorMessage } from '@dof/core';
import type { Redis } from 'ioredis';
import { KEY_PREFIX } from '../queue-keys.js';
import type { BlobStore } from './blob-store.js';

/** Unfinished uploads of killed processes are gone after this long. */
const UPLOAD_LIFETIME_MILLISECONDS = 10 * 60_000;

/**
 * Blobs as Redis hashes of one field per chunk, which expire. An upload has a key of its own until it is whole, and only
 * one chunk is in memory at a time.
 *
 * @param lifetime of a blob that nobody touches, in milliseconds
 */
export function redisBlobs(client: Redis, lifetime: number): BlobStore {
  const keyOf = (name: string): string => `${KEY_PREFIX}-blob:${name}`;
  return {
    touch: async (name) => (await client.pexpire(keyOf(name), lifetime)) === 1,

    async write(name, chunks) {
      const upload = `${KEY_PREFIX}-upload:${randomUUID()}`;
      let count = 0;
      try {
        for (const chunk of chunks) {
          await client.hset(upload, String(count), Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
          await client.pexpire(upload, UPLOAD_LIFETIME_MILLISECONDS);
          count += 1;
        }
        await client.hset(upload, 'chunks', count);
        // One transaction: nobody sees a blob that never expires.
        await client.multi().rename(upload, keyOf(name)).pexpire(keyOf(name), lifetime).exec();
      } catch (error) {
        await client.unlink(upload).catch(() => undefined);
        throw isFull(error) ? full() : error;
      }
    },

    async read(name) {
      const key = keyOf(name);
      const count = Number(await client.hget(key, 'chunks'));
      if (!Number.isSafeInteger(count) || (count === 0 && (await client.exists(key)) === 0)) return undefined;
      await client.pexpire(key, lifetime);
      return (async function* () {
        for (let index = 0; index < count; index++) {
          const chunk = await client.hgetBuffer(key, String(index));
          if (chunk === null) return;
          yield chunk;
        }
      })();
    },

    remove: async (name) => void (await client.unlink(keyOf(name))),
  };
}

function isFull(error: unknown): boolean {
  return errorMessage(error).startsWith('OOM');
}

function full(): DofError {
  return new DofError(
    'DOF_REDIS_FULL',
    'Redis has no memory left for a preparation: raise its maxmemory, or give coordinator and workers a shared folder ' +
      '(--shared)',
  );
}
