import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { DatasetFetchEvent } from '@dof/core';
import { download, type Download, type Patience } from '@dof/datasets';
import { firstValueFrom, lastValueFrom, skipWhile, tap, toArray } from 'rxjs';
import { sendFile, withServer } from './local-server.js';
import { withFolder } from './tiny-idx-dataset.js';

const bytes = Uint8Array.from({ length: 300_000 }, (_, i) => (i * i) % 251);
const digest = { algorithm: 'sha256' as const, hex: createHash('sha256').update(bytes).digest('hex') };
/** Silences are long beside what a busy machine needs to answer at all. */
const impatient: Patience = { retries: 2, delay: 5, silence: 15_000 };

const file = (origin: string, path = '/data.bin'): Download => ({
  name: 'data.bin',
  url: origin + path,
  bytes: bytes.length,
  digest,
});

/** Downloads into a new folder; returns what was said, what is in the folder then, and the error if there was one. */
async function fetched(what: Download, before: Readonly<Record<string, Uint8Array>> = {}, silence = impatient.silence) {
  return withFolder(before, async (folder) => {
    const events: DatasetFetchEvent[] = [];
    const events$ = download(what, join(folder, 'data.bin'), { ...impatient, silence }).pipe(
      tap((event) => events.push(event)),
    );
    const error: unknown = await lastValueFrom(events$, { defaultValue: undefined }).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    const files = await readdir(folder);
    const got = files.includes('data.bin') ? await readFile(join(folder, 'data.bin')) : undefined;
    const notes = events.flatMap((event) => (event.type === 'note' ? [event.message] : []));
    return { events, notes, error, files, right: got !== undefined && Buffer.compare(got, bytes) === 0, folder };
  });
}

describe('download', () => {
  it('fetches a file and says how far it is', async () => {
    await withServer(
      (request, response) => sendFile(bytes, request, response),
      async (origin, asked) => {
        const { right, files, events, error } = await fetched(file(origin));
        expect(error).toBeUndefined();
        expect(right).toBe(true);
        expect(files).toEqual(['data.bin']);
        expect(asked).toEqual([{ url: '/data.bin', range: undefined }]);
        expect(events.at(-1)).toEqual({ type: 'progress', file: 'data.bin', bytes: 300_000, total: 300_000 });
      },
    );
  });

  it('goes on where a cut connection stopped', async () => {
    await withServer(
      (request, response, asked) => {
        if (asked.length > 2) return sendFile(bytes, request, response);
        const from = Number(/\d+/.exec(request.headers.range ?? '0')?.[0]);
        response.writeHead(from > 0 ? 206 : 200, {
          'content-length': bytes.length - from,
          'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}`,
        });
        response.write(bytes.subarray(from, from + 100_000), () => setTimeout(() => response.destroy(), 30));
      },
      async (origin, asked) => {
        const { right, notes, error } = await fetched(file(origin));
        expect(error).toBeUndefined();
        expect(right).toBe(true);
        expect(asked.map(({ range }) => range)).toEqual([undefined, 'bytes=100000-', 'bytes=200000-']);
        expect(notes).toEqual(['the connection was lost; trying again', 'the connection was lost; trying again']);
      },
    );
  });

  it('goes on where an earlier process stopped', async () => {
    await withServer(
      (request, response) => sendFile(bytes, request, response),
      async (origin, asked) => {
        const { right, files } = await fetched(file(origin), { 'data.bin.part': bytes.subarray(0, 123_456) });
        expect(right).toBe(true);
        expect(files).toEqual(['data.bin']);
        expect(asked[0].range).toBe('bytes=123456-');
      },
    );
  });

  it('stops when unsubscribed and keeps what came', async () => {
    await withServer(
      (_request, response) => {
        response.writeHead(200, { 'content-length': bytes.length });
        response.write(bytes.subarray(0, 50_000));
      },
      (origin) =>
        withFolder({}, async (folder) => {
          const events$ = download(file(origin), join(folder, 'data.bin'), impatient);
          const far = (event: DatasetFetchEvent): boolean => event.type !== 'progress' || event.bytes < 50_000;
          await firstValueFrom(events$.pipe(skipWhile(far)));
          await new Promise((resolve) => setTimeout(resolve, 50));
          expect(await readdir(folder)).toEqual(['data.bin.part']);
          expect((await stat(join(folder, 'data.bin.part'))).size).toBe(50_000);
        }),
    );
  });

  it('starts anew where the server takes no ranges', async () => {
    await withServer(
      (_request, response) => response.writeHead(200).end(bytes),
      async (origin) => {
        const { right } = await fetched(file(origin), { 'data.bin.part': new Uint8Array(1000) });
        expect(right).toBe(true);
      },
    );
  });

  it('starts anew where the server cannot go on', async () => {
    await withServer(
      (request, response) => {
        if (request.headers.range === undefined) sendFile(bytes, request, response);
        else response.writeHead(416).end();
      },
      async (origin) => {
        const { right, notes } = await fetched(file(origin), { 'data.bin.part': bytes.subarray(0, 1000) });
        expect(right).toBe(true);
        expect(notes).toEqual(['the server cannot go on where the download stopped; trying again']);
      },
    );
  });

  it('refuses another file, and forgets it', async () => {
    await withServer(
      (request, response) =>
        sendFile(
          bytes.map((byte) => byte ^ 1),
          request,
          response,
        ),
      async (origin) => {
        const { error, files } = await fetched(file(origin));
        expect(error).toMatchObject({
          code: 'DOF_DATA_CORRUPT',
          message: expect.stringMatching(/expected data\.bin with SHA256 [0-9a-f]{64}, found SHA256 [0-9a-f]{64}$/),
        });
        expect(files).toEqual([]);
      },
    );
  });

  it('stops reading a file that is longer than it should be', async () => {
    let sent = 0;
    await withServer(
      (_request, response) => {
        response.writeHead(200);
        const more = (): void => {
          if (response.destroyed || sent > 2 ** 28) return;
          sent += bytes.length;
          response.write(bytes, more);
        };
        more();
      },
      async (origin) => {
        const { error } = await fetched(file(origin));
        expect(error).toMatchObject({
          code: 'DOF_DOWNLOAD_FAILED',
          message: expect.stringMatching(/longer than the 300000 bytes/),
        });
        expect(sent).toBeLessThan(2 ** 26);
      },
    );
  });

  it.each([404, 403, 410])('does not ask again after %i, and says what to do', async (status) => {
    await withServer(
      (_request, response) => response.writeHead(status).end('a page in place of the file'),
      async (origin, asked) => {
        const { error, files, folder } = await fetched(file(origin));
        expect(error).toMatchObject({ code: 'DOF_DOWNLOAD_FAILED' });
        expect(String(error)).toContain(`answers ${status}`);
        expect(String(error)).toContain(`or bring data.bin here by other means and put it into ${folder}`);
        expect(files).toEqual([]);
        expect(asked).toHaveLength(1);
      },
    );
  });

  it('asks again when the server is busy, and gives up in the end', async () => {
    await withServer(
      (_request, response) => response.writeHead(503).end(),
      async (origin, asked) => {
        const { error, notes } = await fetched(file(origin));
        expect(error).toMatchObject({
          code: 'DOF_DOWNLOAD_FAILED',
          message: expect.stringMatching(/answers 503 .*goes on where it stopped/),
        });
        expect(asked).toHaveLength(3);
        expect(notes).toHaveLength(2);
      },
    );
  });

  it('takes a server that falls silent for lost', async () => {
    await withServer(
      (request, response, asked) => {
        if (asked.length > 1) return sendFile(bytes, request, response);
        response.writeHead(200, { 'content-length': bytes.length });
        response.write(bytes.subarray(0, 70_000));
      },
      async (origin, asked) => {
        const { right, notes } = await fetched(file(origin), {}, 1500);
        expect(right).toBe(true);
        expect(notes).toEqual(['the server fell silent; trying again']);
        expect(asked[1].range).toBe('bytes=70000-');
      },
    );
  });

  it('waits for a slow server as long as bytes come', async () => {
    await withServer(
      (_request, response) => {
        response.writeHead(200, { 'content-length': bytes.length });
        let sent = 0;
        const timer = setInterval(() => {
          response.write(bytes.subarray(sent, (sent += 60_000)));
          if (sent >= bytes.length) clearInterval(timer);
        }, 700);
      },
      async (origin) => {
        const { right, notes } = await fetched(file(origin), {}, 2500);
        expect(notes).toEqual([]);
        expect(right).toBe(true);
      },
    );
  });

  it('follows a redirection to another host', async () => {
    await withServer(
      (request, response) => sendFile(bytes, request, response),
      (elsewhere) =>
        withServer(
          (_request, response) =>
            response.writeHead(302, { location: `${elsewhere.replace('127.0.0.1', 'localhost')}/real.bin` }).end(),
          async (origin) => {
            const { right } = await fetched(file(origin));
            expect(right).toBe(true);
          },
        ),
    );
  });

  it.each([
    ['a loop', '/data.bin', /more than 5 redirections/],
    ['another protocol', 'file:///etc/passwd', /redirects to "file:\/\/\/etc\/passwd", which is not followed/],
    ['nowhere', '', /more than 5 redirections/],
  ])('does not follow a redirection to %s', async (_what, location, message) => {
    await withServer(
      (_request, response) => response.writeHead(302, { location }).end(),
      async (origin) => {
        const { error, files } = await fetched(file(origin));
        expect(error).toMatchObject({ code: 'DOF_DOWNLOAD_FAILED', message: expect.stringMatching(message) });
        expect(files).toEqual([]);
      },
    );
  });

  it('says that nobody answers', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await new Promise((ready) => taken.once('listening', ready));
    const address = taken.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    await new Promise((closed) => taken.close(closed));
    const { error, notes } = await fetched(file(`http://127.0.0.1:${port}`));
    expect(error).toMatchObject({
      message: expect.stringMatching(/127\.0\.0\.1:\d+ cannot be reached \(ECONNREFUSED\)/),
    });
    expect(notes).toHaveLength(2);
  });

  it('says that the file cannot be stored', async () => {
    await withServer(
      (request, response) => sendFile(bytes, request, response),
      (origin) =>
        withFolder({}, async (folder) => {
          await writeFile(join(folder, 'in-the-way'), '');
          await mkdir(join(folder, 'there'));
          const events$ = download(file(origin), join(folder, 'in-the-way', 'data.bin'), impatient).pipe(toArray());
          await expect(lastValueFrom(events$)).rejects.toMatchObject({
            code: 'DOF_DOWNLOAD_FAILED',
            message: expect.stringMatching(/data\.bin cannot be stored in .*in-the-way/),
          });
        }),
    );
  });
});
