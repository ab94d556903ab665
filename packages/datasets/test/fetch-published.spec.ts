import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import type { DatasetFetchEvent } from '@dof/core';
import { fetchPublished, type Download, type OtherSource, type PublishedDataset } from '@dof/datasets';
import { EMPTY, lastValueFrom, toArray } from 'rxjs';
import { pack } from 'tar-stream';
import { sendFile, withServer } from './local-server.js';
import { tinyIdxDataset, withFolder } from './tiny-idx-dataset.js';

const { facts, files } = tinyIdxDataset();
const names = Object.keys(files) as (keyof typeof files)[];
const impatient = { retries: 1, delay: 5, silence: 5000 };

function downloadOf(name: string, bytes: Uint8Array, origin: string): Download {
  const hex = createHash('md5').update(bytes).digest('hex');
  return { name, url: `${origin}/${name}`, bytes: bytes.length, digest: { algorithm: 'md5', hex } };
}

/** The data set with its files for download, compressed one by one. */
const zipped = Object.fromEntries(names.map((name) => [`${name}.gz`, gzipSync(files[name])]));
const byFile = (origin: string): PublishedDataset => ({
  ...facts,
  downloads: Object.entries(zipped).map(([name, bytes]) => downloadOf(name, bytes, origin)),
});

/** Fetches, and returns what was said and which files are there then. */
async function fetched(dataset: PublishedDataset, folder: string, other?: OtherSource) {
  const events = await lastValueFrom(fetchPublished(dataset, folder, other, impatient).pipe(toArray()));
  const kinds = [...new Set(events.map(({ type }) => type))];
  const notes = events.flatMap((event) => (event.type === 'note' ? [event.message] : []));
  return { kinds, notes, files: (await readdir(folder)).sort() };
}

const serving =
  (all: Readonly<Record<string, Uint8Array>>) =>
  (request: Parameters<typeof sendFile>[1], response: Parameters<typeof sendFile>[2]) => {
    const bytes = all[(request.url ?? '').slice(1)];
    if (bytes === undefined) response.writeHead(404).end();
    else sendFile(bytes, request, response);
  };

describe('fetchPublished', () => {
  it('fetches every file, and finds them there the next time', async () => {
    await withServer(serving(zipped), (origin, asked) =>
      withFolder({}, async (folder) => {
        const first = await fetched(byFile(origin), folder);
        expect(first).toEqual({
          kinds: ['source', 'progress', 'stored'],
          notes: [],
          files: Object.keys(zipped).sort(),
        });
        const again = await fetched(byFile(origin), folder);
        expect(again.notes).toEqual(['tiny is there already, and right']);
        expect(asked).toHaveLength(4);
      }),
    );
  });

  it('unpacks an archive into verified files', async () => {
    const archive = pack();
    for (const name of names) archive.entry({ name: `tiny/${name}` }, Buffer.from(files[name]));
    archive.finalize();
    const bytes = gzipSync(await buffer(archive));
    await withServer(serving({ 'tiny.tar.gz': bytes }), (origin) =>
      withFolder({}, async (folder) => {
        const dataset = { ...facts, archive: 'tiny.tar.gz', downloads: [downloadOf('tiny.tar.gz', bytes, origin)] };
        expect((await fetched(dataset, folder)).files).toEqual([...names].sort());
      }),
    );
  });

  it('does not touch a damaged file that is there, and says what to do', async () => {
    await withServer(serving(zipped), (origin, asked) =>
      withFolder({ ...zipped, 'test-labels.gz': gzipSync(Uint8Array.of(1, 2, 3)) }, async (folder) => {
        await expect(fetched(byFile(origin), folder)).rejects.toMatchObject({
          code: 'DOF_DATA_CORRUPT',
          message: expect.stringMatching(/test-labels.*; delete it to have it fetched again$/),
        });
        expect(asked).toEqual([]);
      }),
    );
  });

  it('turns to the other source where the publisher gives nothing', async () => {
    await withServer(serving({}), (origin) =>
      withFolder({}, async (folder) => {
        const asked: string[] = [];
        const other: OtherSource = {
          fetch: (dataset, into) => {
            asked.push(`${dataset.name} ${into}`);
            return EMPTY;
          },
        };
        const { notes, kinds } = await fetched(byFile(origin), folder, other);
        expect(notes).toEqual([expect.stringMatching(/train-images\.gz cannot be downloaded: .* answers 404/)]);
        expect(kinds).toEqual(['source', 'note', 'stored']);
        expect(asked).toEqual([`tiny ${folder}`]);
      }),
    );
  });

  it('does not hide another file behind the other source', async () => {
    const wrong = Object.fromEntries(
      Object.entries(zipped).map(([name, bytes]) => [name, bytes.map((byte) => byte ^ 1)]),
    );
    await withServer(serving(wrong), (origin) =>
      withFolder({}, async (folder) => {
        const other: OtherSource = { fetch: () => EMPTY };
        await expect(fetched(byFile(origin), folder, other)).rejects.toMatchObject({ code: 'DOF_DATA_CORRUPT' });
      }),
    );
  });

  it('asks for nothing before anybody subscribes', async () => {
    await withServer(serving(zipped), (origin, asked) =>
      withFolder({}, async (folder) => {
        const events$ = fetchPublished(byFile(origin), folder, undefined, impatient);
        await new Promise((resolve) => setTimeout(resolve, 50));
        expect(asked).toEqual([]);
        const events: DatasetFetchEvent[] = await lastValueFrom(events$.pipe(toArray()));
        expect(events.at(-1)).toEqual({ type: 'stored', folder });
      }),
    );
  });
});
