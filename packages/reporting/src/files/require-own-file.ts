import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { DofError } from '@dof/core';
import { hashOfFile, NOTHING_WRITTEN, readManifest } from './file-manifest.js';

/**
 * What dof wrote under that name may be replaced, unless somebody changed it since. Nothing there is fine, too.
 *
 * @param manifest path of the folder's manifest
 * @throws DofError DOF_FOREIGN_FILE
 */
export async function requireOwnFile(directory: string, name: string, manifest: string): Promise<void> {
  const path = join(directory, name);
  if (!(await isThere(path))) return;
  // Read before the manifest: another process notes what it writes before it is there.
  const hash = await hashOfFile(directory, name);
  const { files, isAdopted } = readManifest(manifest) ?? NOTHING_WRITTEN;
  const hashes = files.get(name);
  if (hash !== undefined && hashes?.has(hash) === true) return;
  if (hash !== undefined && hashes === undefined && isAdopted) return;
  const reason = hashes === undefined ? 'dof did not write it' : 'it was changed since dof wrote it';
  throw new DofError(
    'DOF_FOREIGN_FILE',
    `${path} is there, and ${reason}: move it away, or give another folder with --out`,
  );
}

/** Links that lead nowhere are there too. */
async function isThere(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}
