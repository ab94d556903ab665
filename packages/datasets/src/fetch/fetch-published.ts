import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DofError, errorCode, errorMessage, isDofError, type DatasetFetchEvent } from '@dof/core';
import { catchError, concat, defer, from, ignoreElements, mergeMap, of, throwError, type Observable } from 'rxjs';
import { requireDigest } from '../published/file-checks.js';
import { findData } from '../published/find-data.js';
import { allFiles, type Download, type PublishedDataset } from '../published/published-dataset.js';
import { readTarFiles } from '../published/read-tar-files.js';
import { download } from './download.js';
import { PATIENCE, type Patience } from './patience.js';
import { writePublished } from './write-published.js';

/** Another way to a data set's files, for when its publisher does not give them. */
export interface OtherSource {
  /** Writes the files into the folder, verified. */
  fetch(dataset: PublishedDataset, folder: string): Observable<DatasetFetchEvent>;
}

/**
 * Brings a published data set into a folder: from its publisher, and where that does not work from the other source, if
 * there is one. Files that are there already are verified, not fetched again.
 */
export function fetchPublished(
  dataset: PublishedDataset,
  folder: string,
  other?: OtherSource,
  patience: Patience = PATIENCE,
): Observable<DatasetFetchEvent> {
  const stored: DatasetFetchEvent = { type: 'stored', folder };
  const publisher$ = concat(...(dataset.downloads ?? []).map((file) => fetchFile(dataset, file, folder, patience)));
  const files$ = publisher$.pipe(
    catchError((error: unknown) =>
      other !== undefined && errorCode(error) === 'DOF_DOWNLOAD_FAILED'
        ? concat(of(note(errorMessage(error))), other.fetch(dataset, folder))
        : throwError(() => error),
    ),
  );
  return defer(() => verified(dataset, folder)).pipe(
    mergeMap((there) => concat(there ? of(note(`${dataset.name} is there already, and right`)) : files$, of(stored))),
  );
}

function note(message: string): DatasetFetchEvent {
  return { type: 'note', message };
}

/** Whether every file is in the folder. Throws DOF_DATA_CORRUPT when one is not the one published. */
async function verified(dataset: PublishedDataset, folder: string): Promise<boolean> {
  try {
    const { files } = await findData(dataset, [{ folder, origin: '' }]);
    for (const file of files.values()) requireDigest(file, await file.read());
    return true;
  } catch (error) {
    if (errorCode(error) === 'DOF_DATA_MISSING') return false;
    if (!isDofError(error)) throw error;
    throw new DofError(error.code, `${error.message}; delete it to have it fetched again`, { cause: error });
  }
}

function fetchFile(
  dataset: PublishedDataset,
  file: Download,
  folder: string,
  patience: Patience,
): Observable<DatasetFetchEvent> {
  const path = join(folder, file.name);
  const source: DatasetFetchEvent = { type: 'source', description: file.url };
  const unpacked$ = defer(() => from(unpack(dataset, path, folder))).pipe(ignoreElements());
  return concat(of(source), download(file, path, patience), file.name === dataset.archive ? unpacked$ : of());
}

/** Plain files load faster than an archive, which is not kept beside them. */
async function unpack(dataset: PublishedDataset, archive: string, folder: string): Promise<void> {
  const files = allFiles(dataset);
  const members = await readTarFiles(archive, files);
  for (const facts of files) await writePublished(facts, members.get(facts.name) ?? new Uint8Array(0), folder, archive);
  await rm(archive);
}
