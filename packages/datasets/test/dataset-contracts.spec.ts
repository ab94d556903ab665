import { createHash } from 'node:crypto';
import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, it } from '@jest/globals';
import { datasetContract } from '@dof/testing';
import {
  cifarFormat,
  idxFormat,
  images,
  mnist,
  npz,
  publishedDatasetProvider,
  svhnFormat,
  synthetic,
  teacher,
  type DatasetFormat,
  type PublishedDataset,
} from '@dof/datasets';
import sharp from 'sharp';
import { fixture } from './fixture.js';
import { tinyIdxDataset } from './tiny-idx-dataset.js';

const folder = mkdtempSync(join(tmpdir(), 'dof-contracts-'));
const badOptions = [{ train: 0 }, { standardise: 'mean' }, { augmentation: {} }, { shuffledLabels: { share: -1 } }];
const jest = { describe, it };

beforeAll(async () => {
  for (const [name, bytes] of Object.entries(tinyIdxDataset().files)) writeFileSync(join(folder, name), bytes);
  writeFileSync(join(folder, 'some.bin'), record);
  for (const name of ['black', 'white']) {
    mkdirSync(join(folder, 'classes', name), { recursive: true });
    const picture = sharp({ create: { width: 3, height: 2, channels: 3, background: name } });
    for (const n of [1, 2]) await picture.png().toFile(join(folder, 'classes', name, `${n}.png`));
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

const record = Uint8Array.from({ length: 2 * 3074 }, (_, i) => (i === 1 ? 1 : i % 3074 < 2 ? 0 : i % 251));
const md5 = (bytes: Uint8Array): string => createHash('md5').update(bytes).digest('hex');

/** A data set of one file a split, the same for both. */
function published(
  format: DatasetFormat,
  name: string,
  bytes: Uint8Array,
  labelCounts: readonly number[],
  where: string,
) {
  const split = { files: [{ name, bytes: bytes.length, md5: md5(bytes) }], labelCounts };
  const facts: PublishedDataset = {
    name: 'some',
    version: '1',
    description: 'some examples',
    inputShape: [32, 32, 3],
    splits: { train: split, test: split },
  };
  return publishedDatasetProvider(facts, format, (option) => [{ folder: option ?? where, origin: 'test' }]);
}

datasetContract('mnist', () => mnist, jest, { options: { train: 40, test: 10 }, badOptions });
datasetContract(
  'IDX files',
  () => publishedDatasetProvider(tinyIdxDataset().facts, idxFormat, () => [{ folder, origin: '' }]),
  jest,
  {
    badOptions,
  },
);
datasetContract('CIFAR files', () => published(cifarFormat(2), 'some.bin', record, [1, 1], folder), jest, {
  badOptions,
});
const svhn = readFileSync(fixture('svhn-compressed.mat'));
const svhnCounts = [1, 1, 0, 0, 0, 0, 0, 0, 0, 1];
datasetContract(
  'SVHN files',
  () => published(svhnFormat, 'svhn-compressed.mat', svhn, svhnCounts, join(fixture('svhn-compressed.mat'), '..')),
  jest,
  { options: { augmentation: { shift: 2 }, subsetSeed: 1 }, badOptions },
);
datasetContract('synthetic', () => synthetic, jest, { options: { train: 30, test: 10 }, badOptions });
datasetContract('teacher', () => teacher, jest, {
  options: { train: 30, test: 10, shuffledLabels: { share: 0.5 } },
  badOptions: [...badOptions, { hidden: 0 }],
});
datasetContract('npz', () => npz, jest, {
  options: { file: fixture('keras.npz'), subsetSeed: 1, train: 4 },
  badOptions: [...badOptions, {}, { file: '' }, { file: 'x.npz', arrays: ['one'] }],
});
datasetContract('images', () => images, jest, {
  options: { folder: join(folder, 'classes'), testShare: 0.5 },
  badOptions: [...badOptions, {}, { folder: 'x', testShare: 1 }, { folder: 'x', inputShape: [3, 3, 2] }],
});
