import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parseOptions } from '@dof/core';
import { images, npz, parseIdx, parseMat, parseNpy } from '@dof/datasets';
import fc from 'fast-check';
import { mutatedBytes } from '../mutated-bytes.js';
import type { Surface } from '../surface.js';

interface DataFile {
  readonly format: keyof typeof FORMATS;
  readonly bytes: Uint8Array;
}

/** Megabytes that a file may stand for. */
const LIMIT = 64 * 2 ** 20;

/** A format with right files, and what reads them. */
interface Format {
  readonly files: readonly Uint8Array[];
  read(bytes: Uint8Array, folder: string): unknown;
}

const FIXTURES = new URL('../../../packages/datasets/test/fixtures/', import.meta.url);
const fixtures = (ending: string): readonly Uint8Array[] =>
  readdirSync(FIXTURES)
    .filter((name) => name.endsWith(ending))
    .sort()
    .map((name) => readFileSync(new URL(name, FIXTURES)));

const text = (words: string): Uint8Array => new TextEncoder().encode(words);
const idx = Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 2, 1, 2, 3, 4, 5, 6, 7, 8);
const npyHeader = `{'descr': '|u1', 'fortran_order': False, 'shape': (2, 2), }`.padEnd(117) + '\n';
const npy = Buffer.concat([
  Uint8Array.of(0x93),
  text('NUMPY'),
  Uint8Array.of(1, 0, 118, 0),
  text(npyHeader),
  idx.slice(-4),
]);
/** One grey pixel. */
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mNoAAAAggCB2kUIOwAAAABJRU5ErkJggg==',
  'base64',
);

const FORMATS = {
  idx: { files: [idx, gzipSync(idx)], read: (bytes) => parseIdx(bytes, 'a file', 3) },
  npy: { files: [npy], read: (bytes) => parseNpy(bytes, 'a file') },
  mat: { files: fixtures('.mat'), read: (bytes) => parseMat(bytes, 'a file', LIMIT) },
  npz: {
    files: fixtures('.npz'),
    async read(bytes, folder) {
      const file = join(folder, 'examples.npz');
      await writeFile(file, bytes);
      await npz.load(parseOptions(npz.options, { file }, 'npz'));
    },
  },
  images: {
    files: [png],
    async read(bytes, folder) {
      const root = join(folder, 'images');
      for (const name of ['one', 'two']) {
        await mkdir(join(root, name), { recursive: true });
        await writeFile(join(root, name, 'a.png'), name === 'one' ? bytes : png);
        await writeFile(join(root, name, 'b.png'), png);
      }
      try {
        await images.load(parseOptions(images.options, { folder: root, size: [1, 1, 1] }, 'images'));
      } finally {
        await rm(root, { recursive: true });
      }
    },
  },
} as const satisfies Readonly<Record<string, Format>>;

const names = Object.keys(FORMATS) as (keyof typeof FORMATS)[];

/** Files of data sets in every format that is read. */
export const dataFiles: Surface<DataFile> = {
  inputs: fc.constantFrom(...names).chain((format) =>
    fc.record({
      format: fc.constant(format),
      bytes: fc.oneof(
        { weight: 9, arbitrary: mutatedBytes(FORMATS[format].files) },
        { weight: 1, arbitrary: fc.uint8Array({ maxLength: 300 }) },
      ),
    }),
  ),
  async attempt({ format, bytes }, folder) {
    await FORMATS[format].read(bytes, folder);
  },
};
