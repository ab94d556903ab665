import { join } from 'node:path';
import { DofError } from '@dof/core';
import type { DataFile } from './data-file.js';
import type { DataFolder } from './data-folder.js';
import { exists, isFile } from './exists.js';
import { allFiles, type PublishedDataset, type PublishedFile } from './published-dataset.js';
import { readRawFile } from './read-raw-file.js';
import { readTarFiles } from './read-tar-files.js';

/** A folder with every file of a data set. */
export interface FoundData extends DataFolder {
  /** By the name of the uncompressed file. */
  readonly files: ReadonlyMap<string, DataFile>;
}

/**
 * The first of the folders that has every file, each plain, with `.gz`, or in the data set's archive; or the first that
 * the user chose, if it exists.
 *
 * @throws DOF_DATA_MISSING saying what to put where
 */
export async function findData(dataset: PublishedDataset, folders: readonly DataFolder[]): Promise<FoundData> {
  for (const candidate of folders) {
    const files = await filesIn(dataset, candidate.folder);
    const missing = allFiles(dataset).filter(({ name }) => !files.has(name));
    if (missing.length === 0) return { ...candidate, files };
    if (candidate.chosen && (await exists(candidate.folder))) throw missingFiles(dataset, missing, [candidate]);
  }
  throw missingFiles(dataset, allFiles(dataset), folders);
}

async function filesIn(dataset: PublishedDataset, folder: string): Promise<ReadonlyMap<string, DataFile>> {
  const all = allFiles(dataset);
  const found = new Map<string, DataFile>();
  for (const facts of all) {
    for (const path of [join(folder, facts.name), join(folder, `${facts.name}.gz`)]) {
      if (found.has(facts.name) || !(await isFile(path))) continue;
      found.set(facts.name, { facts, path, read: () => readRawFile(path, facts.bytes) });
    }
  }
  const archive = join(folder, dataset.archive ?? '');
  if (found.size === all.length || dataset.archive === undefined || !(await isFile(archive))) return found;
  let members: ReturnType<typeof readTarFiles> | undefined;
  const read = async (name: string): Promise<Uint8Array> =>
    (await (members ??= readTarFiles(archive, all))).get(name) ?? new Uint8Array(0);
  return new Map(
    all.map((facts) => [facts.name, { facts, path: `${archive}: ${facts.name}`, read: () => read(facts.name) }]),
  );
}

function missingFiles(
  { name, archive, downloads }: PublishedDataset,
  missing: readonly PublishedFile[],
  folders: readonly DataFolder[],
): DofError {
  const files = `${missing.map((file) => file.name).join(', ')} (plain or .gz)`;
  const byHand = folders.filter(({ brought }) => brought === undefined).map(({ folder }) => folder);
  const ways = [
    ...(downloads === undefined ? [] : [`run "dof datasets fetch ${name}"`]),
    ...folders.flatMap(({ brought }) => brought ?? []),
    `put ${files}${archive === undefined ? '' : `, or ${archive},`} into ${byHand.join(' or ')}`,
  ];
  return new DofError('DOF_DATA_MISSING', `${name}: ${ways.join(', or ')}`);
}
