import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { DofError, errorMessage, type DatasetFetchEvent } from '@dof/core';
import {
  catchError,
  concat,
  defer,
  finalize,
  ignoreElements,
  merge,
  retry,
  Subject,
  throwError,
  timeout,
  timer,
  type Observable,
} from 'rxjs';
import { corruptFile } from '../published/file-checks.js';
import type { Download } from '../published/published-dataset.js';
import { downloadAttempt, type DownloadState } from './download-attempt.js';
import { RefusedError, TransientError } from './download-errors.js';
import { PATIENCE, type Patience } from './patience.js';

/**
 * Downloads a file to `path`. What came so far is kept in `path.part`, and the next attempt, in this process or a later
 * one, asks for the rest only. The file appears at `path` once its length and digest are right.
 *
 * Errors with DOF_DOWNLOAD_FAILED when the server does not give it, DOF_DATA_CORRUPT when it gives another file.
 */
export function download(file: Download, path: string, patience: Patience = PATIENCE): Observable<DatasetFetchEvent> {
  const part = `${path}.part`;
  return defer(() => {
    const notes$ = new Subject<DatasetFetchEvent>();
    const state: DownloadState = { ended: Promise.resolve() };
    const bytes$ = downloadAttempt(file, part, state).pipe(
      timeout({ each: patience.silence, with: () => throwError(() => new TransientError('the server fell silent')) }),
      retry({
        count: patience.retries,
        resetOnSuccess: true,
        delay: (error: unknown, count) => {
          if (!(error instanceof TransientError)) return throwError(() => error);
          notes$.next({ type: 'note', message: `${error.message}; trying again` });
          return timer(patience.delay * 2 ** (count - 1));
        },
      }),
      finalize(() => notes$.complete()),
    );
    const named$ = defer(() => nameWhenRight(file, part, path)).pipe(ignoreElements());
    return concat(merge(notes$, bytes$), named$).pipe(
      catchError((error: unknown) => throwError(() => told(file, path, error))),
    );
  });
}

/** A wrong file is deleted, so that the next attempt starts anew. */
async function nameWhenRight({ digest, name, url }: Download, part: string, path: string): Promise<void> {
  const hash = createHash(digest.algorithm);
  await pipeline(createReadStream(part), hash);
  const found = hash.digest('hex');
  if (found !== digest.hex) {
    await rm(part);
    const kind = digest.algorithm.toUpperCase();
    throw corruptFile(`what ${url} gives`, `${name} with ${kind} ${digest.hex}`, `${kind} ${found}`);
  }
  await rename(part, path);
}

/** What the user is told of it. */
function told({ name, url }: Download, path: string, error: unknown): unknown {
  const failed = (message: string): DofError => new DofError('DOF_DOWNLOAD_FAILED', message, { cause: error });
  if (error instanceof TransientError || error instanceof RefusedError) {
    const again =
      error instanceof TransientError ? 'run the same command later, it goes on where it stopped' : 'try later';
    const byHand = `bring ${name} here by other means and put it into ${dirname(path)}`;
    return failed(`${url} cannot be downloaded: ${error.message}; ${again}, or ${byHand}`);
  }
  // A full disk, a folder that may not be written to.
  const isSystemError = typeof error === 'object' && error !== null && 'syscall' in error;
  return isSystemError ? failed(`${name} cannot be stored in ${dirname(path)}: ${errorMessage(error)}`) : error;
}
