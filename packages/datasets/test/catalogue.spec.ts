import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { parseOptions } from '@dof/core';
import { cifar10, cifar100, cifar100Coarse, dataFolders, fashionMnist, svhn } from '@dof/datasets';
import { withFolder } from './tiny-idx-dataset.js';

describe('where data sets are looked for', () => {
  const before = { ...process.env };

  beforeEach(() => {
    delete process.env['DOF_DATA'];
    process.env['XDG_CACHE_HOME'] = '/nowhere/cache';
  });
  afterEach(() => {
    process.env = { ...before };
  });

  it.each([
    [
      cifar10,
      /^cifar-10: run "dof datasets fetch cifar-10", or put data_batch_1\.bin, .*test_batch\.bin \(plain or \.gz\), or cifar-10-binary\.tar\.gz, into \/nowhere\/cache\/dof\/cifar-10$/,
    ],
    [
      cifar100,
      /^cifar-100: run .* or put train\.bin, test\.bin \(plain or \.gz\), or cifar-100-binary\.tar\.gz, into \/nowhere\/cache\/dof\/cifar-100$/,
    ],
    [
      cifar100Coarse,
      /^cifar-100-coarse: run "dof datasets fetch cifar-100-coarse", or put train\.bin, test\.bin \(plain or \.gz\), or cifar-100-binary\.tar\.gz, into \/nowhere\/cache\/dof\/cifar-100$/,
    ],
    [
      svhn,
      /^svhn: run .* or put train_32x32\.mat, test_32x32\.mat \(plain or \.gz\) into \/nowhere\/cache\/dof\/svhn$/,
    ],
  ])('says exactly what to put where: %#', async (provider, message) => {
    expect(await provider.locate()).toEqual({ found: false, detail: expect.stringMatching(message) });
    const load = provider.load(parseOptions(provider.options, {}, provider.name));
    await expect(load).rejects.toMatchObject({ code: 'DOF_DATA_MISSING', message: expect.stringMatching(message) });
  });

  it('names the Debian package of Fashion-MNIST, unless that is what was found', async () => {
    const { found, detail } = await fashionMnist.locate();
    expect(detail).toMatch(
      found ? /Debian package/ : /or install the Debian package dataset-fashion-mnist, or put train-images/,
    );
  });

  it('says what the folder chosen by DOF_DATA lacks, and looks nowhere else', async () => {
    await withFolder({}, async (folder) => {
      process.env['DOF_DATA'] = folder;
      const elsewhere = await cifar10.locate();
      expect(elsewhere.detail).toContain(`into ${folder}/cifar-10 or /nowhere/cache/dof/cifar-10`);
      const option = cifar10.load(parseOptions(cifar10.options, { folder }, 'cifar-10'));
      await expect(option).rejects.toMatchObject({ message: expect.stringMatching(`into ${folder}$`) });
    });
  });

  it('prefers the option, then DOF_DATA, packages and the cache', () => {
    const packages = [{ folder: '/usr/share/x', origin: 'package' }];
    const folders = (option?: string, environment = {}): string[] =>
      dataFolders('x', option, packages, environment).map(({ folder }) => folder);
    expect(folders('/mine', { DOF_DATA: '/data' })).toEqual(['/mine']);
    expect(folders(undefined, { DOF_DATA: '/data', XDG_CACHE_HOME: '/cache' })).toEqual([
      '/data/x',
      '/usr/share/x',
      '/cache/dof/x',
    ]);
    expect(folders(undefined, { XDG_CACHE_HOME: '/cache' })).toEqual(['/usr/share/x', '/cache/dof/x']);
    expect(folders()[1]).toMatch(/\.cache\/dof\/x$/);
  });

  it('knows as many bytes, labels and digests as the publications have', () => {
    const counts = [cifar10, cifar100, cifar100Coarse, svhn, fashionMnist].map(({ options }) =>
      parseOptions(options, {}, 'any'),
    );
    expect(counts.map(({ train, test }) => [train, test])).toEqual([
      [50_000, 10_000],
      [50_000, 10_000],
      [50_000, 10_000],
      [73_257, 26_032],
      [60_000, 10_000],
    ]);
  });
});
