import { lstat, readdir, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from '@dof/core';

/** The files of a stored preparation: its manifest and one for each array. */
const OWN = /^(prepared\.json|\d+\.bin)$/;

/**
 * Removes the folder of a preparation, if there is one. What others put into it stays, and the folder with it; of a link
 * to a folder the link alone is removed.
 */
export async function removePreparation(folder: string): Promise<void> {
  const found = await lstat(folder).catch(() => undefined);
  if (found === undefined) return;
  if (!found.isDirectory()) return rm(folder, { force: true });
  for (const name of await readdir(folder)) if (OWN.test(name)) await rm(join(folder, name), { force: true });
  await rmdir(folder).catch((error: unknown) => {
    if (!['ENOTEMPTY', 'EEXIST', 'ENOENT'].includes(errorCode(error) ?? '')) throw error;
  });
}
