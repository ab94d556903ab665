import { randomUUID } from 'node:crypto';
import { lstat, lutimes, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DofError, errorMessage } from '@dof/core';
import { CHUNK_BYTES, type BlobStore } from './blob-store.js';

const UNFINISHED = '.unfinished-';
/** Blobs are named by hashes; whatever else is in the folder is somebody else's. */
const OWN = /^([0-9a-f]{64}\.blob|\.unfinished-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/**
 * Blobs as files of a folder that all machines see, such as one of NFS. What nobody touched for a lifetime is removed by
 * whoever writes next; a file's modification time is when it was last touched.
 *
 * @param lifetime in milliseconds
 * @throws DofError DOF_OUTPUT_NOT_WRITABLE when the folder cannot be made or written
 */
export async function folderBlobs(folder: string, lifetime: number): Promise<BlobStore> {
  await writable(() => mkdir(folder, { recursive: true }), folder);
  const pathOf = (name: string): string => join(folder, `${name}.blob`);
  return {
    async touch(name) {
      const now = new Date();
      return lutimes(pathOf(name), now, now).then(
        () => true,
        () => false,
      );
    },

    async write(name, chunks) {
      await removeOld(folder, lifetime);
      const unfinished = join(folder, UNFINISHED + randomUUID());
      await writable(async () => {
        try {
          await writeFile(unfinished, chunks);
          await rename(unfinished, pathOf(name));
        } finally {
          await rm(unfinished, { force: true });
        }
      }, folder);
    },

    async read(name) {
      const handle = await open(pathOf(name), 'r').catch(() => undefined);
      if (handle === undefined) return undefined;
      return (async function* () {
        try {
          for (;;) {
            const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(CHUNK_BYTES), 0, CHUNK_BYTES);
            if (bytesRead === 0) return;
            yield buffer.subarray(0, bytesRead);
          }
        } finally {
          await handle.close();
        }
      })();
    },

    remove: (name) => rm(pathOf(name), { force: true }),
  };
}

async function writeFile(path: string, chunks: Iterable<Uint8Array>): Promise<void> {
  const handle = await open(path, 'wx');
  try {
    for (const chunk of chunks) {
      for (let done = 0; done < chunk.length;) {
        done += (await handle.write(chunk, done, chunk.length - done)).bytesWritten;
      }
    }
    // Another machine must not see the name before the bytes.
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function removeOld(folder: string, lifetime: number): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!OWN.test(name)) continue;
    const path = join(folder, name);
    const found = await lstat(path).catch(() => undefined);
    if (found !== undefined && Date.now() - found.mtimeMs > lifetime) await rm(path, { force: true });
  }
}

async function writable(work: () => Promise<unknown>, folder: string): Promise<void> {
  try {
    await work();
  } catch (error) {
    throw new DofError(
      'DOF_OUTPUT_NOT_WRITABLE',
      `cannot write into the shared folder ${folder} (${errorMessage(error)}): make it writable here, or leave it out ` +
        'to send preparations through Redis',
    );
  }
}
