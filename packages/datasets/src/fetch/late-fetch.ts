import { lateObservable, type DatasetFetchEvent } from '@dof/core';
import type { Observable } from 'rxjs';
import type { Download, PublishedDataset } from '../published/published-dataset.js';
import type { OtherSource } from './fetch-published.js';
import type { Patience } from './patience.js';

// What brings data here is loaded when it is done; most who load this package read what is here.

/**
 * Downloads a file to `path`. What came so far is kept in `path.part`, and the next attempt, in this process or a later
 * one, asks for the rest only. The file appears at `path` once its length and digest are right.
 *
 * Errors with DOF_DOWNLOAD_FAILED when the server does not give it, DOF_DATA_CORRUPT when it gives another file.
 */
export function download(file: Download, path: string, patience?: Patience): Observable<DatasetFetchEvent> {
  return lateObservable(async () => (await import('./download.js')).download(file, path, patience));
}

/**
 * Brings a published data set into a folder: from its publisher, and where that does not work from the other source, if
 * there is one. Files that are there already are verified, not fetched again.
 */
export function fetchPublished(
  dataset: PublishedDataset,
  folder: string,
  other?: OtherSource,
  patience?: Patience,
): Observable<DatasetFetchEvent> {
  return lateObservable(async () =>
    (await import('./fetch-published.js')).fetchPublished(dataset, folder, other, patience),
  );
}

/** See `cifar10Package` in cifar-10-package.ts. */
export const cifar10Package: OtherSource = {
  fetch: (dataset, folder) =>
    lateObservable(async () => (await import('./cifar-10-package.js')).cifar10Package.fetch(dataset, folder)),
};
