import { access, mkdir, open, readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DofError, errorCode } from '@dof/core/errors';
import { replaceFile } from './replace-file.js';

const NOT_WRITABLE = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST', 'ENOENT', 'EISDIR', 'ENOSPC']);

/** A folder that a report is written into. */
export interface OutputFolder {
  /** Replaces the file of that name whole. */
  write(name: string, content: string | Uint8Array | Iterable<string>): Promise<void>;
  /** The same for what must be written by somebody else, who is given the path of a new file. */
  writeWith(name: string, write: (path: string) => Promise<void>): Promise<void>;
  /** Deletes the files of the folder that match and were not written: left by an earlier report. */
  removeOthers(pattern: RegExp): Promise<void>;
  /** Paths of all files written so far, in order. */
  readonly written: readonly string[];
}

/**
 * Makes the folder where it is missing.
 *
 * Throws DofError `DOF_OUTPUT_NOT_WRITABLE`, as the folder's functions do.
 */
export async function openOutputFolder(directory: string): Promise<OutputFolder> {
  await orNotWritable(directory, () => makeFolder(directory));
  const written: string[] = [];
  const writeWith: OutputFolder['writeWith'] = async (name, write) => {
    const path = join(directory, name);
    await orNotWritable(path, () => replaceFile(path, write));
    written.push(path);
  };
  return {
    written,
    writeWith,
    write: (name, content) => writeWith(name, (path) => writeContent(path, content)),
    async removeOthers(pattern) {
      for (const name of await readdir(directory)) {
        const path = join(directory, name);
        if (pattern.test(name) && !written.includes(path)) await orNotWritable(path, () => rm(path, { force: true }));
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
