import type { SplitName } from '@dof/core';
import { findDataFiles } from '../common/find-data-files.js';
import type { IdxDatasetFacts } from './idx-dataset-facts.js';
import type { IdxSplitPaths } from './read-idx-split.js';

/**
 * The four files of a data set in a folder, each plain or with `.gz`.
 *
 * @throws DOF_DATA_MISSING naming the folder and every file that is not there
 */
export async function findIdxFiles(
  { name, splits: { train, test } }: IdxDatasetFacts,
  folder: string,
): Promise<Record<SplitName, IdxSplitPaths>> {
  const names = [train.images, train.labels, test.images, test.labels].map((file) => file.name);
  const paths = await findDataFiles(name, names, folder);
  return { train: { images: paths[0], labels: paths[1] }, test: { images: paths[2], labels: paths[3] } };
}
