import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DofError, errorCode } from '@dof/core';
import { writeFileAtomically } from './write-file-atomically.js';

const NOT_WRITABLE = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST', 'ENOENT', 'EISDIR', 'ENOSPC']);

/** A folder that a report is written into. */
export interface OutputFolder {
  /** Replaces the file of that name whole. */
  write(name: string, content: string | Uint8Array): Promise<void>;
  /** Paths of all files written so far, in order. */
  readonly written: readonly string[];
}

/**
 * Makes the folder where it is missing.
 *
 * Throws DofError `DOF_OUTPUT_NOT_WRITABLE`, as `write` does.
 */
export async function openOutputFolder(directory: string): Promise<OutputFolder> {
  await orNotWritable(directory, () => mkdir(directory, { recursive: true }));
  const written: string[] = [];
  return {
    written,
    async write(name, content) {
      const path = join(directory, name);
      await orNotWritable(path, () => writeFileAtomically(path, content));
      written.push(path);
    },
  };
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
