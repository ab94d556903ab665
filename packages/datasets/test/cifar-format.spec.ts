import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { datasetContentHash, parseOptions } from '@dof/core';
import type { Dataset } from '@dof/core';
import { cifarFormat, publishedDatasetProvider, type PublishedDataset } from '@dof/datasets';
import { pack } from 'tar-stream';
import { withFolder } from './tiny-idx-dataset.js';

/** The value of one byte of image `n`, so that every place of every image can be told apart. */
const pixel = (n: number, channel: number, row: number, column: number): number =>
  (n * 101 + channel * 71 + row * 13 + column * 7) % 256;

/** Records as the format's publication describes them: labels, then the planes row by row. */
function records(labels: readonly (readonly number[])[], first: number): Uint8Array {
  return Uint8Array.from(
    labels.flatMap((bytes, n) => [
      ...bytes,
      ...Array.from({ length: 3072 }, (_, at) =>
        pixel(first + n, Math.floor(at / 1024), Math.floor(at / 32) % 32, at % 32),
      ),
    ]),
  );
}

const files = {
  'a.bin': records([[0], [2]], 0),
  'b.bin': records([[1]], 2),
  'c.bin': records([[2], [1]], 3),
};

const fileFacts = (name: keyof typeof files) => ({
  name,
  md5: createHash('md5').update(files[name]).digest('hex'),
  bytes: files[name].length,
});

const facts: PublishedDataset = {
  name: 'tiny-cifar',
  version: '1',
  description: 'five images',
  inputShape: [32, 32, 3],
  archive: 'all.tar.gz',
  splits: {
    train: { files: [fileFacts('a.bin'), fileFacts('b.bin')], labelCounts: [1, 1, 1] },
    test: { files: [fileFacts('c.bin')], labelCounts: [0, 1, 1] },
  },
};

/** A compressed archive of files with these names. */
async function tarGz(entries: readonly (readonly [string, Uint8Array])[]): Promise<Uint8Array> {
  const archive = pack();
  for (const [name, bytes] of entries) archive.entry({ name }, Buffer.from(bytes));
  archive.finalize();
  return gzipSync(await buffer(archive));
}

function load(changes: Readonly<Record<string, Uint8Array>> = {}, options: object = {}): Promise<Dataset> {
  return withFolder({ ...files, ...changes }, (folder) => loadFrom(folder, options));
}

function loadFrom(folder: string, options: object = {}): Promise<Dataset> {
  const provider = publishedDatasetProvider(facts, cifarFormat(1), () => [{ folder, origin: 'test' }]);
  return provider.load(parseOptions(provider.options, options, 'tiny-cifar'));
}

describe('a data set of CIFAR binary files', () => {
  it('puts the channels of every pixel side by side, in the order of the files', async () => {
    const data = await load();
    expect(data).toMatchObject({ inputShape: [32, 32, 3], classes: 3 });
    expect([...data.train.labels]).toEqual([0, 2, 1]);
    expect([...data.test.labels]).toEqual([2, 1]);
    const expected = (first: number, count: number): number[] =>
      Array.from({ length: count * 3072 }, (_, at) => {
        const within = at % 3072;
        const row = Math.floor(within / 96);
        return pixel(first + Math.floor(at / 3072), within % 3, row, Math.floor(within / 3) % 32);
      });
    expect([...data.train.inputs]).toEqual(expected(0, 3));
    expect([...data.test.inputs]).toEqual(expected(3, 2));
    expect(data.contentHash).toBe(datasetContentHash(data));
    expect(data.train.inputs.buffer).toBeInstanceOf(SharedArrayBuffer);
  });

  it('takes the first examples, also of files compressed by gzip', async () => {
    const zipped = { 'a.bin': gzipSync(files['a.bin']) };
    const data = await load(zipped, { train: 2, test: 1, standardise: 'none' });
    expect([...data.train.labels, ...data.test.labels]).toEqual([0, 2, 2]);
    expect([data.train.inputs.length, data.test.inputs.length]).toEqual([2 * 3072, 3072]);
  });

  it.each([
    ['fine', cifarFormat(2), 5, [2, 0, 4, 3]],
    ['coarse', cifarFormat(2, 0), 2, [0, 1, 1, 0]],
  ] as const)('takes the %s of two labels', (_what, format, classes, expected) => {
    const bytes = records(
      [
        [0, 2],
        [1, 0],
        [1, 4],
        [0, 3],
      ],
      0,
    );
    const split = {
      files: [{ name: 'all.bin', md5: createHash('md5').update(bytes).digest('hex'), bytes: bytes.length }],
      labelCounts: Array.from({ length: classes }, (_, label) => expected.filter((one) => one === label).length),
    };
    return withFolder({ 'all.bin': bytes }, async (folder) => {
      const twice = { ...facts, archive: undefined, splits: { train: split, test: split } };
      const provider = publishedDatasetProvider(twice, format, () => [{ folder, origin: 'test' }]);
      const { train } = await provider.load(parseOptions(provider.options, { standardise: 'none' }, 'tiny-cifar'));
      expect([...train.labels]).toEqual(expected);
      expect([train.inputs[0], train.inputs[3072]]).toEqual([pixel(0, 0, 0, 0), pixel(1, 0, 0, 0)]);
    });
  });

  it.each<[string, Record<string, Uint8Array>, RegExp]>([
    ['a truncated file', { 'b.bin': files['b.bin'].subarray(0, 3000) }, /b\.bin.*3073 bytes.*found 3000 bytes/],
    ['a changed pixel', { 'b.bin': files['b.bin'].map((byte, i) => (i === 99 ? byte ^ 1 : byte)) }, /b\.bin.*MD5/],
    ['another file of the same length', { 'a.bin': files['c.bin'] }, /a\.bin.*MD5/],
  ])('refuses %s', async (_what, changes, message) => {
    const error: unknown = await load(changes).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'DOF_DATA_CORRUPT', message: expect.stringMatching(message) });
  });

  describe('in an archive', () => {
    const { 'a.bin': a, 'b.bin': b, 'c.bin': c } = files;

    it('reads the files wherever they are in there', async () => {
      const archive = await tarGz([
        ['all/readme.html', new Uint8Array(10)],
        ['all/c.bin', c],
        ['all/a.bin', a],
        ['../../b.bin', b],
      ]);
      const fromArchive = await withFolder({ 'all.tar.gz': archive }, loadFrom);
      expect(fromArchive).toEqual(await load());
    });

    it.each<[string, () => Promise<Uint8Array>, RegExp]>([
      ['a file that is missing', () => tarGz([['a.bin', a]]), /all\.tar\.gz.*expected b\.bin, c\.bin in it/],
      ['a file that is too long', () => tarGz([['a.bin', new Uint8Array(99_999)]]), /a\.bin.*6146 bytes, found 99999/],
      ['something else', async () => Uint8Array.of(1, 2, 3), /all\.tar\.gz is no whole \.tar\.gz/],
      ['a cut archive', async () => (await tarGz([['a.bin', a]])).subarray(0, 200), /is no whole \.tar\.gz/],
      [
        'far more than was published',
        () =>
          tarGz([
            ['zeros', new Uint8Array(2 ** 25)],
            ['a.bin', a],
          ]),
        /expected at most \d+ bytes uncompressed, found more/,
      ],
    ])('refuses %s', async (_what, archive, message) => {
      const work = withFolder({ 'all.tar.gz': await archive() }, loadFrom);
      await expect(work).rejects.toMatchObject({ code: 'DOF_DATA_CORRUPT', message: expect.stringMatching(message) });
    });
  });

  it('says what to put where', async () => {
    const provider = publishedDatasetProvider(facts, cifarFormat(1), () => [
      { folder: '/nowhere/one', origin: 'test' },
      { folder: '/nowhere/two', origin: 'test' },
    ]);
    const { found, detail } = await provider.locate();
    expect(found).toBe(false);
    expect(detail).toBe(
      'tiny-cifar: put a.bin, b.bin, c.bin (plain or .gz), or all.tar.gz, into /nowhere/one or /nowhere/two',
    );
  });
});
