import { join } from 'node:path';
import { DofError } from '@dof/core';
import { folderEntries } from './folder-entries.js';

/** Names that folders of splits commonly have, in lower case; of two, the first is used. */
const TRAIN = ['train', 'training'];
const TEST = ['test', 'testing', 'val', 'valid', 'validation'];

/** The folders of the splits, if a folder has any, and a notice about the others. */
export interface SplitFolders {
  readonly train: string;
  readonly test?: string;
  readonly notices: readonly string[];
}

/**
 * Where the classes' folders are: in folders for training and testing, where they are so named and have folders
 * themselves, or else in the folder itself. A validation set is tested with where there is no test set.
 *
 * @throws DOF_DATA_MISSING, DOF_BAD_IMAGE_FOLDER where the folders of splits leave open what to train with
 */
export async function splitFolders(folder: string): Promise<SplitFolders> {
  const names = (await folderEntries(folder)).filter(({ name, kind }) => kind === 'folder' && !name.startsWith('.'));
  const splits: string[] = [];
  for (const { name } of names) {
    if (![...TRAIN, ...TEST].includes(name.toLowerCase())) continue;
    const inside = await folderEntries(join(folder, name));
    if (inside.some(({ kind }) => kind === 'folder')) splits.push(name);
  }
  const called = (allowed: readonly string[]): readonly string[] =>
    allowed.flatMap((wanted) => splits.filter((name) => name.toLowerCase() === wanted));
  const [trains, tests] = [called(TRAIN), called(TEST)];
  const others = names.filter(({ name }) => !splits.includes(name));
  requireClassFolders(
    folder,
    names.map(({ name }) => name),
    trains,
    tests,
  );
  // A single folder of such a name among others may be a class, such as trains among other vehicles.
  if (splits.length === 0 || (others.length > 0 && (trains.length === 0 || tests.length === 0))) {
    return { train: folder, notices: [] };
  }
  if (trains.length !== 1) {
    const found = trains.length === 0 ? `${splits.join(', ')}, but none called train` : trains.join(' and ');
    throw new DofError(
      'DOF_BAD_IMAGE_FOLDER',
      `${folder} has the folders ${found}: name the one to train with train, or give it as folder to have a test set drawn from it`,
    );
  }
  const [train, test] = [trains[0], tests.at(0)];
  const unused = [...tests.slice(1), ...others.map(({ name }) => name)];
  const notices = [
    test === undefined ? `${folder} has no folder test or val: a share of ${train} is drawn to test with` : [],
    test !== undefined && test.toLowerCase().startsWith('val') ? `${join(folder, test)} is the test set` : [],
    unused.length > 0 ? `of ${folder}, not read: ${unused.join(', ')}` : [],
  ].flat();
  return { train: join(folder, train), ...(test !== undefined && { test: join(folder, test) }), notices };
}

/** Throws where folders are named like a training and a test set, and one of the two has no folders of classes. */
function requireClassFolders(
  folder: string,
  names: readonly string[],
  trains: readonly string[],
  tests: readonly string[],
): void {
  const named = (allowed: readonly string[]): string | undefined =>
    names.find((name) => allowed.includes(name.toLowerCase()));
  const [train, test] = [named(TRAIN), named(TEST)];
  if (train === undefined || test === undefined || (trains.length > 0 && tests.length > 0)) return;
  const flat = trains.length === 0 ? train : test;
  const drawn =
    trains.length === 0 ? '' : `, or give ${join(folder, train)} as folder to have a test set drawn from it`;
  throw new DofError(
    'DOF_BAD_IMAGE_FOLDER',
    `${folder} has the folders ${train} and ${test}, but ${flat} has no folder for every class in it: sort its images into such folders${drawn}`,
  );
}
