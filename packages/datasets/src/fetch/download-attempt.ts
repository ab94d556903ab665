import { mkdir, open, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { DatasetFetchEvent } from '@dof/core';
import { Observable } from 'rxjs';
import type { Download } from '../published/published-dataset.js';
import { RefusedError, TransientError } from './download-errors.js';
import { openResponse } from './open-response.js';

/** What the attempts at one download leave to one another. */
export interface DownloadState {
  /** The server's mark of the version that came so far. */
  entityTag?: string;
  /** Settled when the last attempt has let go of the file. */
  ended: Promise<unknown>;
}

/**
 * One connection: asks for what is not in `part` yet and appends it, emitting how many bytes are there. Completes when
 * all are. Unsubscribing closes the connection.
 */
export function downloadAttempt(file: Download, part: string, state: DownloadState): Observable<DatasetFetchEvent> {
  return new Observable((subscriber) => {
    const abort = new AbortController();
    const say = (bytes: number): void =>
      subscriber.next({ type: 'progress', file: file.name, bytes, total: file.bytes });
    const work = state.ended.then(() => append(file, part, state, say, abort.signal));
    state.ended = work.catch(() => undefined);
    work.then(
      () => subscriber.complete(),
      (error: unknown) => subscriber.error(error),
    );
    return () => abort.abort();
  });
}

async function append(
  { name, url, bytes: total }: Download,
  part: string,
  state: DownloadState,
  say: (bytes: number) => void,
  signal: AbortSignal,
): Promise<void> {
  signal.throwIfAborted();
  await mkdir(dirname(part), { recursive: true });
  let here = await lengthOf(part);
  if (here > total) here = 0;
  if (here === total) return say(here);
  const { response } = await openResponse({ url, from: here, entityTag: state.entityTag, signal });
  if (response.status === 416 || (response.status === 206 && startOf(response) !== here)) {
    await response.body?.cancel();
    await rm(part, { force: true });
    throw new TransientError('the server cannot go on where the download stopped');
  }
  state.entityTag = response.headers.get('etag') ?? undefined;
  if (response.status !== 206) here = 0;
  const handle = await open(part, response.status === 206 ? 'a' : 'w');
  try {
    for await (const chunk of chunksOf(response, signal)) {
      here += chunk.length;
      if (here > total) throw new RefusedError(`it is longer than the ${total} bytes of ${name}`);
      await handle.write(chunk);
      say(here);
    }
  } finally {
    await handle.close();
  }
  if (here < total) throw new TransientError(`the connection was closed after ${here} of ${total} bytes`);
}

async function* chunksOf(response: Response, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of response.body ?? []) yield chunk;
  } catch (cause) {
    signal.throwIfAborted();
    throw new TransientError('the connection was lost', { cause });
  }
}

async function lengthOf(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  );
}

function startOf(response: Response): number {
  return Number(/^bytes (\d+)-/.exec(response.headers.get('content-range') ?? '')?.[1] ?? NaN);
}
