import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parseOptions, type Dataset } from '@dof/core';
import { parseMat, publishedDatasetProvider, svhnFormat, type PublishedDataset } from '@dof/datasets';
import { fixture } from './fixture.js';
import { withFolder } from './tiny-idx-dataset.js';

/** The bytes that make-fixtures.py gives its images, `[n, row, column, channel]`. */
const expected = Array.from({ length: 3 * 3072 }, (_, at) => {
  const [n, row, column, channel] = [Math.floor(at / 3072), Math.floor(at / 96) % 32, Math.floor(at / 3) % 32, at % 3];
  return (7 * n + 31 * row + 5 * column + 101 * channel) % 256;
});

const file = (name: string, as: string) => {
  const bytes = readFileSync(fixture(name));
  return { name: as, bytes: bytes.length, md5: createHash('md5').update(bytes).digest('hex') };
};

function load(train: string, changed?: Uint8Array): Promise<Dataset> {
  const labelCounts = [1, 1, 0, 0, 0, 0, 0, 0, 0, 1];
  const facts: PublishedDataset = {
    name: 'tiny-svhn',
    version: '1',
    description: 'three numbers',
    inputShape: [32, 32, 3],
    splits: {
      train: { files: [file(train, 'train.mat')], labelCounts },
      test: { files: [file('svhn-plain.mat', 'test.mat')], labelCounts },
    },
  };
  const files = {
    'train.mat': changed ?? readFileSync(fixture(train)),
    'test.mat': readFileSync(fixture('svhn-plain.mat')),
  };
  return withFolder(files, (folder) => {
    const provider = publishedDatasetProvider(facts, svhnFormat, () => [{ folder, origin: 'test' }]);
    return provider.load(parseOptions(provider.options, {}, 'tiny-svhn'));
  });
}

describe('a data set of SVHN MAT-files', () => {
  it.each(['svhn-plain.mat', 'svhn-compressed.mat', 'svhn-double-labels.mat'])(
    'reads %s as scipy wrote it',
    async (name) => {
      const { train } = await load(name);
      expect([...train.inputs]).toEqual(expected);
      expect([...train.labels]).toEqual([1, 0, 9]);
      expect(train.inputs.buffer).toBeInstanceOf(SharedArrayBuffer);
    },
  );

  it('refuses a file cut at any place', async () => {
    const whole = readFileSync(fixture('svhn-compressed.mat'));
    for (const length of [0, 100, 127, 128, 140, 700, whole.length - 1]) {
      await expect(load('svhn-compressed.mat', whole.subarray(0, length))).rejects.toMatchObject({
        code: 'DOF_DATA_CORRUPT',
      });
    }
  });

  it('refuses other bytes of the same form', async () => {
    const changed = Uint8Array.from(readFileSync(fixture('svhn-plain.mat')));
    changed[5000] ^= 1;
    await expect(load('svhn-plain.mat', changed)).rejects.toMatchObject({
      message: expect.stringMatching(/published train\.mat with MD5/),
    });
  });
});

describe('parseMat', () => {
  it('finds every numeric array with its shape', async () => {
    const arrays = await parseMat(readFileSync(fixture('svhn-double-labels.mat')), 'file', 10_000);
    expect([...arrays.keys()]).toEqual(['X', 'y']);
    expect(arrays.get('X')?.shape).toEqual([32, 32, 3, 3]);
    expect(arrays.get('y')).toEqual({ shape: [3, 1], entries: expect.objectContaining({ length: 3 }) });
  });

  it('does not unpack more than asked for', async () => {
    const bytes = readFileSync(fixture('svhn-compressed.mat'));
    await expect(parseMat(bytes, 'file.mat', 1000)).rejects.toMatchObject({
      code: 'DOF_DATA_CORRUPT',
      message: expect.stringMatching(/file\.mat .*expected arrays of at most 1000 bytes, found more/),
    });
  });
});
