import { randomUUID } from 'node:crypto';
import { access, mkdir, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { DofError, errorCode, requireNoLinks } from '@dof/core';
import { isOfEarlierVersion } from './earlier-version.js';
import { hashOfFile, manifestOf, noteAdoption, noteFile, readManifest, requireOwnFile } from './file-manifest.js';

const NOT_WRITABLE = new Set([
  'EACCES',
  'EPERM',
  'EROFS',
  'ENOTDIR',
  'EEXIST',
  'ENOENT',
  'EISDIR',
  'ENOSPC',
  'ENAMETOOLONG',
  'ELOOP',
]);

/** A folder that a report is written into. */
export interface OutputFolder {
  /**
   * Replaces the file of that name whole.
   *
   * @param source what it is made from, for {@link OutputFolder.keep}
   */
  write(name: string, content: string | Uint8Array | Iterable<string>, source?: string): Promise<void>;
  /**
   * Leaves the files of these names as they are where each was written from this source and has not changed since, and
   * counts them as written; otherwise returns false.
   */
  keep(names: readonly string[], source: string): Promise<boolean>;
  /** The same by a function that is given the path of a new file to write. */
  writeWith(name: string, write: (path: string) => Promise<void>): Promise<void>;
  /**
   * Deletes the files of the folder that match and were not written: left by an earlier report. Only what dof wrote, and
   * nobody changed since, is deleted.
   */
  removeOthers(pattern: RegExp): Promise<void>;
  /** Paths of all files written so far, in order. */
  readonly written: readonly string[];
}

/**
 * Makes the folder where it is missing. What dof writes is noted in a manifest: nothing else is replaced or deleted.
 *
 * @param root where the manifest is: the folder itself, or the results folder that it is a part of
 * @param part the name of the folder in `root`; default: the folder is `root`
 * @throws DofError DOF_OUTPUT_NOT_WRITABLE, DOF_LINKED_FILE; the functions of the folder also DOF_FOREIGN_FILE
 */
export async function openOutputFolder(root: string, part?: string): Promise<OutputFolder> {
  const directory = part === undefined ? root : join(root, part);
  const manifest = join(root, manifestOf(part));
  if (part !== undefined) requireNoLinks(root, [part]);
  await orNotWritable(directory, () => makeFolder(directory));
  // Whatever is in a folder of an earlier version under a name of ours is ours to replace, but not to delete.
  const isAdopted = readManifest(manifest)?.isAdopted ?? isOfEarlierVersion(root);
  if (isAdopted) await orNotWritable(manifest, async () => noteAdoption(manifest));
  const written: string[] = [];
  const replace = async (name: string, write: (path: string) => Promise<void>, source?: string): Promise<void> => {
    const path = join(directory, name);
    await orNotWritable(path, async () => {
      await requireOwnFile(directory, name, manifest);
      await replaceFile(path, write, async (temporary) => {
        const hash = (await hashOfFile(dirname(temporary), basename(temporary))) ?? '';
        // Before the file is in place: whatever happens in between, it is known as ours.
        noteFile(manifest, name, hash, source);
      });
    });
    written.push(path);
  };
  return {
    written,
    writeWith: (name, write) => replace(name, write),
    write: (name, content, source) => replace(name, (path) => writeContent(path, content), source),
    async keep(names, source) {
      const { sources } = readManifest(manifest) ?? {};
      for (const name of names) {
        const noted = sources?.get(name);
        if (noted?.source !== source || noted.sha256 !== (await hashOfFile(directory, name))) return false;
      }
      written.push(...names.map((name) => join(directory, name)));
      return true;
    },
    async removeOthers(pattern) {
      for (const [name, hashes] of readManifest(manifest)?.files ?? []) {
        const path = join(directory, name);
        if (!pattern.test(name) || basename(name) !== name || written.includes(path)) continue;
        await orNotWritable(path, async () => {
          if (hashes.has((await hashOfFile(directory, name)) ?? '')) await rm(path, { force: true });
        });
      }
    },
  };
}

/** One folder after the other: the recursive `mkdir` never returns under /proc, where nothing can be made. */
async function makeFolder(directory: string): Promise<void> {
  try {
    await mkdir(directory);
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return access(join(directory, '.'));
    const parent = dirname(directory);
    if (errorCode(error) !== 'ENOENT' || parent === directory || (await exists(parent))) throw error;
    await makeFolder(parent);
    await mkdir(directory);
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/**
 * Writes a new file beside the target and renames it, so that a reader sees the old file or the new one, never half of it.
 *
 * @param beforeRename called with the path of the new file once it is written
 */
async function replaceFile(
  path: string,
  write: (path: string) => Promise<void>,
  beforeRename: (path: string) => Promise<void>,
): Promise<void> {
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    await write(temporary);
    await beforeRename(temporary);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

async function writeContent(path: string, content: string | Uint8Array | Iterable<string>): Promise<void> {
  const handle = await open(path, 'wx');
  try {
    if (typeof content === 'string' || content instanceof Uint8Array) await handle.writeFile(content);
    else for (const part of content) await handle.writeFile(part);
  } finally {
    await handle.close();
  }
}

async function orNotWritable<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const code = errorCode(error);
    if (code === undefined || !NOT_WRITABLE.has(code)) throw error;
    throw new DofError(
      'DOF_OUTPUT_NOT_WRITABLE',
      `Cannot write ${path} (${code}); give an output folder that can be written to.`,
      { cause: error },
    );
  }
}
