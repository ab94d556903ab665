import type { Redis } from 'ioredis';
import { folderBlobs } from './folder-blobs.js';
import { Preparations } from './preparations.js';
import { redisBlobs } from './redis-blobs.js';

/** The preparations of a queue: in a folder that all machines see, if there is one, otherwise in Redis. */
export async function openPreparations(
  client: Redis,
  lifetime: number,
  sharedFolder: string | undefined,
): Promise<Preparations> {
  return new Preparations(
    sharedFolder === undefined ? redisBlobs(client, lifetime) : await folderBlobs(sharedFolder, lifetime),
  );
}
