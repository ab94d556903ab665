import { open, type FileHandle } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { DofError, errorCode, errorMessage, isDofError } from '@dof/core';
import { corruptFile } from './file-checks.js';

const unzip = promisify(gunzip);

/** What gzip may add to bytes that it cannot compress: header, trailer, and five bytes for every block of 16 KiB. */
const overhead = (bytes: number): number => 1024 + Math.ceil(bytes / 1024);

/**
 * The bytes of a file, decompressed when they begin as gzip does, whatever the file is called. A file that holds more
 * than `limit` bytes is refused before they are in memory.
 *
 * @throws DOF_DATA_MISSING when the file cannot be read, DOF_DATA_CORRUPT when it is too long or its compressed stream
 * is damaged
 */
export async function readRawFile(path: string, limit: number): Promise<Uint8Array> {
  const bytes = await readBounded(path, limit + overhead(limit));
  const zipped = bytes[0] === 0x1f && bytes[1] === 0x8b;
  if (!zipped) {
    if (bytes.length > limit) throw corruptFile(path, `${limit} bytes`, `${bytes.length} bytes`);
    return bytes;
  }
  return unzip(bytes, { maxOutputLength: limit }).catch((cause: unknown) => {
    if (errorCode(cause) === 'ERR_BUFFER_TOO_LARGE') {
      throw corruptFile(path, `${limit} bytes compressed by gzip`, `more`);
    }
    throw new DofError(
      'DOF_DATA_CORRUPT',
      `${path} is damaged: expected a whole gzip stream, found "${errorMessage(cause)}" in ${bytes.length} bytes`,
      { cause },
    );
  });
}

/** The whole file, unless it is longer than that. */
async function readBounded(path: string, limit: number): Promise<Uint8Array> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(path, 'r');
    const { size } = await handle.stat();
    if (size > limit) throw corruptFile(path, `at most ${limit} bytes`, `${size} bytes`);
    return await handle.readFile();
  } catch (cause) {
    if (isDofError(cause)) throw cause;
    throw new DofError('DOF_DATA_MISSING', `cannot read data file ${path}: ${errorMessage(cause)}`, { cause });
  } finally {
    await handle?.close();
  }
}
