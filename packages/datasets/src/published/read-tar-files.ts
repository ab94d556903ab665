import { createReadStream } from 'node:fs';
import { posix } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { DofError, errorMessage, isDofError } from '@dof/core';
import { corruptFile } from './file-checks.js';
import type { PublishedFile } from './published-dataset.js';

/** A file that is looked for, and how long it may be. */
export type TarFile = Pick<PublishedFile, 'name' | 'bytes'>;

/** Room for headers, padding and the small files beside those that are wanted. */
const SLACK = 2 ** 24;

/**
 * Files of a `.tar.gz`, by name, found by the last part of their path; nothing is written anywhere. An archive that
 * holds far more than the files is not read to its end.
 *
 * @throws DOF_DATA_CORRUPT when the archive is damaged or one of the files is not in it or too long
 */
export async function readTarFiles(path: string, files: readonly TarFile[]): Promise<ReadonlyMap<string, Uint8Array>> {
  const found = new Map<string, Uint8Array>();
  const { extract } = await import('tar-stream');
  const archive = extract();
  archive.on('entry', ({ name, type, size = 0 }, entry, next) => {
    const wanted = files.find((file) => file.name === posix.basename(name));
    entry.on('end', next);
    // What ends the archive ends its entries too; the archive's own error is the one that is told.
    entry.on('error', () => undefined);
    if (wanted === undefined || type !== 'file' || found.has(wanted.name)) {
      entry.resume();
      return;
    }
    if (size > wanted.bytes) {
      archive.destroy(corruptFile(`${path}: ${name}`, `${wanted.bytes} bytes`, `${size} bytes`));
      return;
    }
    const chunks: Uint8Array[] = [];
    entry.on('data', (chunk) => chunks.push(chunk as Uint8Array));
    entry.on('end', () => found.set(wanted.name, Buffer.concat(chunks)));
  });
  try {
    await pipeline(createReadStream(path), createGunzip(), limited(path, files), archive);
  } catch (cause) {
    if (isDofError(cause)) throw cause;
    throw new DofError('DOF_DATA_CORRUPT', `${path} is no whole .tar.gz: ${errorMessage(cause)}`, { cause });
  }
  const missing = files.filter(({ name }) => !found.has(name)).map(({ name }) => name);
  if (missing.length > 0) throw corruptFile(path, `${missing.join(', ')} in it`, 'other files only');
  return found;
}

/** Ends the stream with an error when far more comes out of it than the files. */
function limited(path: string, files: readonly TarFile[]): Transform {
  const limit = files.reduce((sum, { bytes }) => sum + bytes, SLACK);
  let seen = 0;
  return new Transform({
    transform(chunk: Uint8Array, _encoding, next) {
      seen += chunk.length;
      if (seen > limit) next(corruptFile(path, `at most ${limit} bytes uncompressed`, 'more'));
      else next(null, chunk);
    },
  });
}
