import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { datasetContentHash, parseOptions } from '@dof/core';
import type { Dataset } from '@dof/core';
import { cifarDatasetProvider, type CifarDatasetFacts } from '@dof/datasets';
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

const fileFacts = (name: keyof typeof files, count: number) => ({
  name,
  md5: createHash('md5').update(files[name]).digest('hex'),
  records: count,
});

const facts: CifarDatasetFacts = {
  name: 'tiny-cifar',
  version: '1',
  description: 'five images',
  labelBytes: 1,
  splits: {
    train: { files: [fileFacts('a.bin', 2), fileFacts('b.bin', 1)], labelCounts: [1, 1, 1] },
    test: { files: [fileFacts('c.bin', 2)], labelCounts: [0, 1, 1] },
  },
};

function load(changes: Readonly<Record<string, Uint8Array>> = {}, options: object = {}): Promise<Dataset> {
  return withFolder({ ...files, ...changes }, (folder) => {
    const provider = cifarDatasetProvider(facts, () => [{ folder, origin: 'test' }]);
    return provider.load(parseOptions(provider.options, options, 'tiny-cifar'));
  });
}

describe('cifarDatasetProvider', () => {
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

  it.each<[string, Record<string, Uint8Array>, RegExp]>([
    ['a truncated file', { 'b.bin': files['b.bin'].subarray(0, 3000) }, /b\.bin.*3073 bytes.*found 3000 bytes/],
    ['a changed pixel', { 'b.bin': files['b.bin'].map((byte, i) => (i === 99 ? byte ^ 1 : byte)) }, /b\.bin.*MD5/],
    ['another file of the same length', { 'a.bin': files['c.bin'] }, /a\.bin.*MD5/],
  ])('refuses %s', async (_what, changes, message) => {
    const error: unknown = await load(changes).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'DOF_DATA_CORRUPT', message: expect.stringMatching(message) });
  });

  it('says what to put where', async () => {
    const provider = cifarDatasetProvider(facts, () => [
      { folder: '/nowhere/one', origin: 'test' },
      { folder: '/nowhere/two', origin: 'test' },
    ]);
    const { found, detail } = await provider.locate();
    expect(found).toBe(false);
    expect(detail).toBe('tiny-cifar: put a.bin, b.bin, c.bin (plain or .gz) into /nowhere/one or /nowhere/two');
  });
});
