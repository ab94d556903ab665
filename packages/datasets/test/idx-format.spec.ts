import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { datasetContentHash, DofError, parseOptions } from '@dof/core';
import type { Dataset, DatasetProvider } from '@dof/core';
import { idxFormat, publishedDatasetProvider, type PublishedDatasetOptions } from '@dof/datasets';
import { tinyIdxDataset, withFolder } from './tiny-idx-dataset.js';
import { idxBytes } from './idx-bytes.js';

const { facts, files } = tinyIdxDataset();

function providerIn(folder: string): DatasetProvider<PublishedDatasetOptions> {
  return publishedDatasetProvider(facts, idxFormat, () => [{ folder, origin: 'test', chosen: true }]);
}

function load(changes: Readonly<Record<string, Uint8Array>> = {}, options: object = {}): Promise<Dataset> {
  return withFolder({ ...files, ...changes }, (folder) => {
    const provider = providerIn(folder);
    return provider.load(parseOptions(provider.options, options, 'tiny'));
  });
}

describe('a data set of IDX files', () => {
  it('loads every example in file order', async () => {
    const data = await load();
    expect(data).toMatchObject({ name: 'tiny', version: '3', inputShape: [2, 3, 1], classes: 3 });
    expect([...data.train.inputs]).toEqual(Array.from({ length: 24 }, (_, i) => i * 10));
    expect([...data.train.labels]).toEqual([0, 2, 2, 1]);
    expect([...data.test.inputs]).toEqual(Array.from({ length: 12 }, (_, i) => 255 - i));
    expect([...data.test.labels]).toEqual([1, 0]);
    expect([data.train.count, data.test.count]).toEqual([4, 2]);
  });

  it('takes the first examples and the mean over those in use', async () => {
    const data = await load({}, { train: 3, test: 1 });
    expect([...data.train.labels]).toEqual([0, 2, 2]);
    expect(data.train.inputs).toHaveLength(18);
    expect([...data.test.labels]).toEqual([1]);
    const { scale, mean } = data.standardisation;
    expect(scale).toBe(1 / 255);
    // Pixel p of example n is 10 (6 n + p): its mean over three examples is 10 (6 + p).
    expect([...mean]).toEqual(Array.from({ length: 6 }, (_, p) => Math.fround((10 * (6 + p)) / 255)));
  });

  it('leaves the mean out on request', async () => {
    const { standardisation } = await load({}, { standardise: 'none' });
    expect(standardisation).toEqual({ scale: 1 / 255, mean: new Float32Array(6) });
  });

  it('keeps inputs and labels in shared memory', async () => {
    const { train, test } = await load();
    for (const { inputs, labels } of [train, test]) {
      expect(inputs.buffer).toBeInstanceOf(SharedArrayBuffer);
      expect(labels.buffer).toBeInstanceOf(SharedArrayBuffer);
    }
  });

  it('hashes what is in use', async () => {
    const [all, again, fewer, raw] = await Promise.all([
      load(),
      load({}, { train: 4, test: 2, standardise: 'pixel-mean' }),
      load({}, { train: 3 }),
      load({}, { standardise: 'none' }),
    ]);
    expect(all.contentHash).toBe(datasetContentHash(all));
    expect(again.contentHash).toBe(all.contentHash);
    expect(new Set([all.contentHash, fewer.contentHash, raw.contentHash]).size).toBe(3);
  });

  it('reads files compressed by gzip', async () => {
    const zipped = Object.fromEntries(Object.entries(files).map(([name, bytes]) => [`${name}.gz`, gzipSync(bytes)]));
    const data = await withFolder(zipped, async (folder) => {
      const provider = providerIn(folder);
      return provider.load(parseOptions(provider.options, {}, 'tiny'));
    });
    expect(data).toEqual(await load());
  });

  it.each<[string, Record<string, Uint8Array>, RegExp]>([
    [
      'a truncated file',
      { 'train-images': files['train-images'].subarray(0, 30) },
      /train-images is not the IDX file.*expected 40 bytes for 4 x 2 x 3 entries, found 30 bytes/,
    ],
    [
      'an empty file',
      { 'test-labels': new Uint8Array(0) },
      /test-labels.*a header of 8 bytes, found a file of 0 bytes/,
    ],
    ['labels in place of images', { 'test-images': files['test-labels'] }, /test-images.*expected .*, found /],
    [
      'another shape',
      { 'train-images': idxBytes([4, 3, 2], new Uint8Array(24)) },
      /train-images is damaged or another file: expected 4 x 2 x 3 entries.*found 4 x 3 x 2/,
    ],
    [
      'another number of examples',
      { 'train-labels': idxBytes([3], new Uint8Array(3)) },
      /train-labels.*expected 4 entries.*found 3/,
    ],
    [
      'a label out of range',
      { 'train-labels': idxBytes([4], Uint8Array.of(0, 2, 3, 1)) },
      /train-labels.*expected labels from 0 to 2, found 3 at example 2/,
    ],
    [
      'other label counts',
      { 'train-labels': idxBytes([4], Uint8Array.of(0, 2, 1, 1)) },
      /train-labels.*expected 1 examples of class 1, found 2/,
    ],
    [
      'labels in another order',
      { 'train-labels': idxBytes([4], Uint8Array.of(2, 0, 2, 1)) },
      /train-labels.*expected the published train-labels with MD5 [0-9a-f]{32}, found MD5 [0-9a-f]{32}/,
    ],
    [
      'one changed pixel',
      { 'test-images': files['test-images'].map((byte, i) => (i === 20 ? byte ^ 1 : byte)) },
      /test-images.*MD5/,
    ],
    [
      'a damaged gzip stream',
      { 'train-images': gzipSync(files['train-images']).subarray(0, 25) },
      /train-images is damaged: expected a whole gzip stream, found ".*" in 25 bytes/,
    ],
  ])('refuses %s, naming the file, what was expected and what was found', async (_what, changes, message) => {
    const error: unknown = await load(changes).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(DofError);
    expect(error).toMatchObject({ code: 'DOF_DATA_CORRUPT', message: expect.stringMatching(message) });
  });

  it('says which files to put where', async () => {
    const { 'test-images': testImages, 'train-labels': trainLabels } = files;
    await withFolder({ 'test-images': testImages, 'train-labels': trainLabels }, async (folder) => {
      const provider = providerIn(folder);
      const message = `tiny: put train-images, test-labels (plain or .gz) into ${folder}`;
      await expect(provider.load({ train: 4, test: 2, standardise: 'none' })).rejects.toMatchObject({
        code: 'DOF_DATA_MISSING',
        message,
      });
      expect(await provider.locate()).toEqual({ found: false, detail: message });
    });
  });

  it('says where the files are', async () => {
    await withFolder(files, async (folder) => {
      expect(await providerIn(folder).locate()).toEqual({ found: true, detail: `${folder} (test)` });
    });
  });

  it.each<[object, RegExp]>([
    [{ train: 0 }, /train: must be a whole number from 1 to 4/],
    [{ train: 5 }, /train: must be a whole number from 1 to 4/],
    [{ test: 1.5 }, /test: must be a whole number from 1 to 2/],
    [{ test: 'all' }, /test: must be a whole number from 1 to 2/],
    [{ standardise: 'mean' }, /standardise: .*pixel-mean.*none/],
    [{ trian: 3 }, /unknown key "trian"; did you mean train\?/],
  ])('refuses the options %j', (options, message) => {
    const parse = (): unknown => parseOptions(providerIn('/nowhere').options, options, 'tiny');
    expect(parse).toThrow(expect.objectContaining({ code: 'DOF_BAD_OPTIONS' }));
    expect(parse).toThrow(message);
  });
});
