import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { ARRAY_TYPES, type ArrayTypeName, type TypedArray } from '@dof/core';

/** Single reads and writes are limited to 2 GiB by the platform, and arrays are not. */
const CHUNK_BYTES = 64 * 2 ** 20;

/** Writes an array's bytes to a new file, durably; returns their SHA-256 in hex. */
export async function writeArrayFile(path: string, array: TypedArray): Promise<string> {
  const hash = createHash('sha256');
  const handle = await open(path, 'wx');
  try {
    for (const chunk of chunks(array)) {
      hash.update(chunk);
      for (let done = 0; done < chunk.length;) {
        done += (await handle.write(chunk, done, chunk.length - done)).bytesWritten;
      }
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
  return hash.digest('hex');
}

/**
 * Reads `length` numbers of the given type into memory that threads share, since preparations are sent to them; returns
 * undefined when the file is not exactly what was written.
 */
export async function readArrayFile(
  path: string,
  type: ArrayTypeName,
  length: number,
  sha256: string,
): Promise<TypedArray | undefined> {
  const handle = await open(path, 'r');
  try {
    const SharedArray: new (buffer: SharedArrayBuffer) => TypedArray = ARRAY_TYPES[type];
    const array = new SharedArray(new SharedArrayBuffer(length * ARRAY_TYPES[type].BYTES_PER_ELEMENT));
    if ((await handle.stat()).size !== array.byteLength) return undefined;
    const hash = createHash('sha256');
    for (const chunk of chunks(array)) {
      for (let done = 0; done < chunk.length;) {
        const { bytesRead } = await handle.read(chunk, done, chunk.length - done);
        if (bytesRead === 0) return undefined;
        done += bytesRead;
      }
      hash.update(chunk);
    }
    return hash.digest('hex') === sha256 ? array : undefined;
  } finally {
    await handle.close();
  }
}

function* chunks(array: TypedArray): Generator<Uint8Array> {
  for (let offset = 0; offset < array.byteLength; offset += CHUNK_BYTES) {
    const size = Math.min(CHUNK_BYTES, array.byteLength - offset);
    yield new Uint8Array(array.buffer, array.byteOffset + offset, size);
  }
}
