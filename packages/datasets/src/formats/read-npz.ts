import { buffer } from 'node:stream/consumers';
import { DofError, errorMessage, isDofError } from '@dof/core';
import { corruptFile } from '../published/file-checks.js';
import { isFile } from '../published/exists.js';
import { parseNpy, type NpyArray } from './parse-npy.js';

/**
 * Arrays of a `.npz` file, a zip archive of one `.npy` file an array. Nothing is written anywhere, and no array is
 * unpacked that says it is longer than `limit` bytes or turns out longer than it says.
 *
 * @param names of the arrays to read; those that are not there are absent from the result
 * @throws DOF_DATA_MISSING, DOF_DATA_CORRUPT
 */
export async function readNpz(
  path: string,
  names: readonly string[],
  limit: number,
): Promise<{ readonly arrays: ReadonlyMap<string, NpyArray>; readonly present: readonly string[] }> {
  if (!(await isFile(path)))
    throw new DofError('DOF_DATA_MISSING', `there is no file ${path}: give the path of a .npz`);
  const arrays = new Map<string, NpyArray>();
  const present: string[] = [];
  try {
    const { openPromise } = await import('yauzl');
    const zip = await openPromise(path, { lazyEntries: true });
    for await (const entry of zip.eachEntry()) {
      const name = entry.fileName.replace(/\.npy$/, '');
      if (present.length < 100) present.push(name);
      if (!names.includes(name)) continue;
      if (entry.uncompressedSize > limit) {
        throw corruptFile(`${path}: ${name}`, `at most ${limit} bytes`, `${entry.uncompressedSize} bytes`);
      }
      arrays.set(name, parseNpy(await buffer(await zip.openReadStreamPromise(entry)), `${path}: ${name}`));
    }
  } catch (cause) {
    if (isDofError(cause)) throw cause;
    throw new DofError('DOF_DATA_CORRUPT', `${path} is no whole .npz file: ${errorMessage(cause)}`, { cause });
  }
  return { arrays, present };
}
