import { join } from 'node:path';
import { DofError } from '@dof/core';
import type { SplitName } from '@dof/core';
import { exists } from '../common/exists.js';
import type { IdxDatasetFacts } from './idx-dataset-facts.js';
import type { IdxSplitPaths } from './read-idx-split.js';

/**
 * The four files of a data set in a folder, each plain or with `.gz`.
 *
 * @throws DOF_DATA_MISSING naming the folder and every file that is not there
 */
export async function findIdxFiles(
  { name, splits }: IdxDatasetFacts,
  folder: string,
): Promise<Record<SplitName, IdxSplitPaths>> {
  const missing: string[] = [];
  const find = async (file: string): Promise<string> => {
    for (const path of [join(folder, file), join(folder, `${file}.gz`)]) {
      if (await exists(path)) return path;
    }
    missing.push(file);
    return '';
  };
  const paths = async (split: SplitName): Promise<IdxSplitPaths> => ({
    images: await find(splits[split].images.name),
    labels: await find(splits[split].labels.name),
  });
  const found = { train: await paths('train'), test: await paths('test') };
  if (missing.length > 0) {
    throw new DofError('DOF_DATA_MISSING', `${name}: put ${missing.join(', ')} (plain or .gz) into ${folder}`);
  }
  return found;
}
