import { readdir, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { DofError, errorMessage } from '@dof/core';

/** What a name in a folder stands for, links followed. */
export interface FolderEntry {
  readonly name: string;
  readonly kind: 'folder' | 'file' | 'broken link' | 'other';
}

/** Of the files that are read. */
export const IMAGE_EXTENSIONS = new Set(['.png', '.jpg', '.jpeg', '.webp', '.gif', '.tif', '.tiff']);

/** Whether a file is an image of a kind that is read, by its name. */
export function isImageName(name: string): boolean {
  return IMAGE_EXTENSIONS.has(extname(name).toLowerCase());
}

/** What is in a folder, links followed, in the order of the names' characters' codes; throws DOF_DATA_MISSING. */
export async function folderEntries(folder: string): Promise<readonly FolderEntry[]> {
  const found = await readdir(folder).catch((cause: unknown) => {
    throw new DofError('DOF_DATA_MISSING', `cannot read the folder ${folder}: ${errorMessage(cause)}`, { cause });
  });
  const names = found.sort((a, b) => (a < b ? -1 : 1));
  return Promise.all(names.map(async (name) => ({ name, kind: await kindOf(join(folder, name)) })));
}

async function kindOf(path: string): Promise<FolderEntry['kind']> {
  const target = await stat(path).catch(() => undefined);
  if (target === undefined) return 'broken link';
  if (target.isDirectory()) return 'folder';
  return target.isFile() ? 'file' : 'other';
}
