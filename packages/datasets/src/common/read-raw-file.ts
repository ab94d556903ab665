import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { DofError } from '@dof/core';

const unzip = promisify(gunzip);

/**
 * The bytes of a file, decompressed when they begin as gzip does, whatever the file is called.
 *
 * @throws DOF_DATA_MISSING when the file cannot be read, DOF_DATA_CORRUPT when its compressed stream is damaged
 */
export async function readRawFile(path: string): Promise<Uint8Array> {
  const bytes = await readFile(path).catch((cause: Error) => {
    throw new DofError('DOF_DATA_MISSING', `cannot read data file ${path}: ${cause.message}`, { cause });
  });
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  return unzip(bytes).catch((cause: Error) => {
    throw new DofError(
      'DOF_DATA_CORRUPT',
      `${path} is damaged: expected a whole gzip stream, found "${cause.message}" in ${bytes.length} bytes`,
      { cause },
    );
  });
}
