import { join } from 'node:path';
import { DofError } from '@dof/core';
import { exists } from './exists.js';

/**
 * The paths of a data set's files in a folder, each plain or with `.gz`, in the order asked for.
 *
 * @throws DOF_DATA_MISSING naming the folder and every file that is not there
 */
export async function findDataFiles(
  dataset: string,
  files: readonly string[],
  folder: string,
): Promise<readonly string[]> {
  const missing: string[] = [];
  const paths: string[] = [];
  for (const file of files) {
    const plain = join(folder, file);
    const path = (await exists(plain)) ? plain : (await exists(`${plain}.gz`)) ? `${plain}.gz` : undefined;
    if (path === undefined) missing.push(file);
    else paths.push(path);
  }
  if (missing.length > 0) {
    throw new DofError('DOF_DATA_MISSING', `${dataset}: put ${missing.join(', ')} (plain or .gz) into ${folder}`);
  }
  return paths;
}
