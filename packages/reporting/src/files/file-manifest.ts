import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { errorCode, replaceFileSync } from '@dof/core';

/** The files that dof wrote into a folder, by name, with the SHA-256 of what it wrote last. */
export type WrittenFiles = ReadonlyMap<string, string>;

const HASH = /^[0-9a-f]{64}$/;

/** Undefined where there is no manifest, as in folders written before there were any. */
export async function readManifest(path: string): Promise<WrittenFiles | undefined> {
  try {
    const document: unknown = JSON.parse(await readFile(path, 'utf8'));
    const files = typeof document === 'object' && document !== null && 'files' in document ? document.files : undefined;
    if (typeof files !== 'object' || files === null) return new Map();
    return new Map(Object.entries(files).filter(([, hash]) => typeof hash === 'string' && HASH.test(hash)));
  } catch (error) {
    // Of a damaged one nothing can be said, so nothing counts as written by dof.
    return errorCode(error) === 'ENOENT' ? undefined : new Map();
  }
}

/** Notes files as written by dof, beside those that another process has noted meanwhile; a hash of null takes one off. */
export async function noteFiles(path: string, changes: ReadonlyMap<string, string | null>): Promise<void> {
  const files = new Map(await readManifest(path));
  for (const [name, hash] of changes) {
    if (hash === null) files.delete(name);
    else files.set(name, hash);
  }
  const sorted = Object.fromEntries([...files].sort(([a], [b]) => (a < b ? -1 : 1)));
  replaceFileSync(path, `${JSON.stringify({ format: 1, files: sorted }, undefined, 1)}\n`);
}

/** SHA-256 in hex of a file in a folder; undefined where there is none. */
export async function hashOfFile(directory: string, name: string): Promise<string | undefined> {
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(join(directory, name)), hash);
    return hash.digest('hex');
  } catch (error) {
    if (['ENOENT', 'EISDIR'].includes(errorCode(error) ?? '')) return undefined;
    throw error;
  }
}
