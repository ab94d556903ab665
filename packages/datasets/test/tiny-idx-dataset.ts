import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { idxFiles, type PublishedDataset } from '@dof/datasets';
import { idxBytes } from './idx-bytes.js';

/** Four published files of a data set of 2 x 3 images in three classes, with what is known of them. */
export interface TinyIdxDataset {
  readonly facts: PublishedDataset;
  readonly files: Readonly<Record<string, Uint8Array>>;
}

const trainInputs = Uint8Array.from({ length: 24 }, (_, i) => i * 10);
const testInputs = Uint8Array.from({ length: 12 }, (_, i) => 255 - i);

/** Four training examples of classes 0, 2, 2, 1 and two test examples of classes 1, 0. */
export function tinyIdxDataset(): TinyIdxDataset {
  const files = {
    'train-images': idxBytes([4, 2, 3], trainInputs),
    'train-labels': idxBytes([4], Uint8Array.of(0, 2, 2, 1)),
    'test-images': idxBytes([2, 2, 3], testInputs),
    'test-labels': idxBytes([2], Uint8Array.of(1, 0)),
  };
  const file = (name: keyof typeof files): { name: string; md5: string } => ({
    name,
    md5: createHash('md5').update(files[name]).digest('hex'),
  });
  const facts: PublishedDataset = {
    name: 'tiny',
    version: '3',
    description: 'six pixels',
    inputShape: [2, 3, 1],
    splits: {
      train: idxFiles(file('train-images'), file('train-labels'), [2, 3], [1, 1, 2]),
      test: idxFiles(file('test-images'), file('test-labels'), [2, 3], [1, 1, 0]),
    },
  };
  return { facts, files };
}

/** Writes files into a new folder, hands it to `use` and removes it. */
export async function withFolder<T>(
  files: Readonly<Record<string, Uint8Array>>,
  use: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'dof-datasets-'));
  try {
    for (const [name, bytes] of Object.entries(files)) await writeFile(join(folder, name), bytes);
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}
