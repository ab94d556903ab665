import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parseOptions, type Dataset } from '@dof/core';
import { images } from '@dof/datasets';
import sharp from 'sharp';
import { withFolder } from './tiny-idx-dataset.js';

/** A picture of one colour. */
const picture = (width: number, height: number, colour: string, format: 'png' | 'jpeg' = 'png'): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background: colour } })
    .toFormat(format)
    .toBuffer();

type Files = Readonly<Record<string, Uint8Array | Promise<Uint8Array>>>;

function load(files: Files, options: object = {}): Promise<Dataset> {
  return withFolder({}, async (folder) => {
    for (const [name, bytes] of Object.entries(files)) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), await bytes);
    }
    return images.load(parseOptions(images.options, { folder, ...options }, 'images'));
  });
}

const birds: Files = {
  'red/a.png': picture(4, 3, '#ff0000'),
  'red/b.png': picture(4, 3, '#fe0000'),
  'blue/a.png': picture(4, 3, '#0000ff'),
  'blue/b.PNG': picture(4, 3, '#0000fe'),
  'blue/.hidden.png': picture(9, 9, '#ffffff'),
  'blue/notes.txt': new Uint8Array(3),
};

/** The colour of each example's first pixel and its label. */
const coloured = ({ inputs, labels, count }: Dataset['train']): string[] =>
  Array.from({ length: count }, (_, n) => {
    const first = (n * inputs.length) / count;
    return `${[...inputs.subarray(first, first + 3)].join(' ')}: ${labels[n]}`;
  }).sort();

describe('images', () => {
  it('takes a class from every folder, in the order of their names', async () => {
    const data = await load(birds, { testShare: 0.5 });
    expect(data).toMatchObject({ inputShape: [3, 4, 3], classes: 2 });
    expect([data.train.count, data.test.count]).toEqual([2, 2]);
    const all = [...coloured(data.train), ...coloured(data.test)].sort();
    expect(all).toEqual(['0 0 254: 0', '0 0 255: 0', '254 0 0: 1', '255 0 0: 1']);
    expect(data.train.inputs.buffer).toBeInstanceOf(SharedArrayBuffer);
  });

  it('keeps the splits that the folders say', async () => {
    const data = await load({
      'train/red/a.png': picture(2, 2, '#ff0000'),
      'train/blue/a.png': picture(2, 2, '#0000ff'),
      'test/red/a.png': picture(2, 2, '#fe0000'),
      'test/blue/a.png': picture(2, 2, '#0000fe'),
    });
    expect(coloured(data.train)).toEqual(['0 0 255: 0', '255 0 0: 1']);
    expect(coloured(data.test)).toEqual(['0 0 254: 0', '254 0 0: 1']);
  });

  it('resizes and turns grey on request, whatever the format', async () => {
    const files = { 'light/a.jpg': picture(40, 20, '#ffffff', 'jpeg'), 'dark/a.png': picture(7, 9, '#000000') };
    const { inputShape, train, test } = await load(files, { inputShape: [5, 5, 1], testShare: 0.5 });
    expect(inputShape).toEqual([5, 5, 1]);
    const all = [train, test].map(({ inputs, labels }) => [labels[0], new Set(inputs)]);
    expect(all).toContainEqual([0, new Set([0])]);
    expect(all).toContainEqual([1, new Set([255])]);
  });

  /** A grey picture, of one channel in the file. */
  const grey = (level: number): Promise<Buffer> =>
    sharp(Buffer.alloc(12, level), { raw: { width: 4, height: 3, channels: 1 } })
      .toColourspace('b-w')
      .png()
      .toBuffer();

  it.each(['red/0.png', 'red/z.png', 'blue/0.png'])('reads all in colour where %s is grey', async (name) => {
    const data = await load({ ...birds, [name]: grey(9) }, { testShare: 0.2 });
    expect(data.inputShape).toEqual([3, 4, 3]);
    expect([...coloured(data.train), ...coloured(data.test)]).toContain(`9 9 9: ${name.startsWith('red') ? 1 : 0}`);
    expect(data.notices).toContainEqual(expect.stringMatching(/^1 of 5 images are grey and read in colour like the/));
  });

  it('reads grey images as grey', async () => {
    const data = await load({ 'a/1.png': grey(1), 'b/1.png': grey(2) }, { testShare: 0.5 });
    expect(data.inputShape).toEqual([3, 4, 1]);
    expect([data.train.inputs[0], data.test.inputs[0]].sort()).toEqual([1, 2]);
  });

  it('says what it leaves out, how many and why', async () => {
    const nested = { 'red/more/c.png': picture(4, 3, '#ff0000'), 'red/more/d.png': picture(4, 3, '#ff0000') };
    const data = await load({ ...birds, ...nested, 'red/x.bmp': new Uint8Array(9), 'list.csv': new Uint8Array(1) });
    expect(data.train.count + data.test.count).toBe(4);
    expect(data.notices).toEqual([
      expect.stringMatching(
        /^skipped 6 files of .*: 1 \.bmp, not .* read; 1 \.txt, not .* read; 1 beside the classes; 1 hidden; 2 images in a folder within a class$/,
      ),
    ]);
  });

  it.each([1, 3] as const)('keeps the upper 8 of 16 bits of %i channels, and says so', async (channels) => {
    const space = channels === 1 ? 'grey16' : 'rgb16';
    const deep = sharp(new Uint16Array(12 * channels).fill(0x8123), { raw: { width: 4, height: 3, channels } })
      .toColourspace(space)
      .png()
      .toBuffer();
    const data = await load({ 'a/1.png': deep, 'b/1.png': deep }, { testShare: 0.5 });
    expect(data.inputShape).toEqual([3, 4, channels]);
    expect([...new Set(data.train.inputs)]).toEqual([0x81]);
    expect(data.notices).toContainEqual(expect.stringMatching(/2 of 2 images have 16 bits/));
  });

  it('follows links to folders and files', async () => {
    await withFolder({}, async (folder) => {
      for (const name of ['data/red', 'elsewhere']) await mkdir(join(folder, name), { recursive: true });
      const file = join(folder, 'elsewhere', 'a.png');
      await writeFile(file, await picture(4, 3, '#0000ff'));
      await symlink(join(folder, 'elsewhere'), join(folder, 'data', 'blue'));
      await symlink(file, join(folder, 'data', 'red', 'a.png'));
      const read = (): Promise<Dataset> =>
        images.load(parseOptions(images.options, { folder: join(folder, 'data'), testShare: 0.5 }, 'images'));
      expect(await read()).toMatchObject({ classes: 2, train: { count: 1 }, test: { count: 1 } });
      await symlink(join(folder, 'elsewhere'), join(folder, 'data', 'green'));
      await expect(read()).rejects.toThrow(/green and .*blue are the same folder/);
      await rm(join(folder, 'data', 'green'));
      await symlink('..', join(folder, 'data', 'red', 'up'));
      expect((await read()).notices).toContainEqual(expect.stringMatching(/images in a folder within a class/));
      await symlink('nowhere', join(folder, 'data', 'owl'));
      await expect(read()).rejects.toThrow(/owl is a link to nothing/);
    });
  });

  const splits = (train: string, test: string): Files => ({
    [`${train}/red/a.png`]: picture(2, 2, '#ff0000'),
    [`${train}/blue/a.png`]: picture(2, 2, '#0000ff'),
    [`${test}/red/a.png`]: picture(2, 2, '#fe0000'),
    [`${test}/blue/a.png`]: picture(2, 2, '#0000fe'),
  });

  it.each([
    ['train', 'val'],
    ['training', 'validation'],
    ['Train', 'valid'],
  ])('tests with what is beside %s in %s', async (train, test) => {
    const data = await load(splits(train, test));
    expect(data.classes).toBe(2);
    expect(coloured(data.test)).toEqual(['0 0 254: 0', '254 0 0: 1']);
    expect(data.notices).toEqual([expect.stringMatching(new RegExp(`${test} is the test set$`))]);
  });

  it('says that a validation set beside a test set is not read', async () => {
    const data = await load({ ...splits('train', 'test'), 'val/red/a.png': picture(2, 2, '#ff0000') });
    expect(data.notices).toEqual([expect.stringMatching(/not read: val$/)]);
  });

  it('takes a folder train among others for a class', async () => {
    const data = await load(
      { 'train/a.png': picture(2, 2, '#ff0000'), 'bus/a.png': picture(2, 2, '#00ff00') },
      { testShare: 0.5 },
    );
    expect(data.classes).toBe(2);
  });

  const svg = Buffer.from(
    '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"><rect width="4" height="3"/></svg>',
  );

  it.each<[string, Files, string, RegExp]>([
    [
      'images of several sizes',
      { ...birds, 'red/c.png': picture(5, 3, '#ff0000') },
      'DOF_DATA_CORRUPT',
      /c\.png is 3 x 5, the first image 3 x 4: give inputShape/,
    ],
    [
      'a file that is no image',
      { ...birds, 'red/c.png': new Uint8Array(99) },
      'DOF_DATA_CORRUPT',
      /c\.png is no image that can be read: [^\n]*$/,
    ],
    [
      'a vector graphic under another name',
      { ...birds, 'red/c.png': svg },
      'DOF_DATA_CORRUPT',
      /it is of the format svg, not png/,
    ],
    [
      'splits without folders of classes',
      { 'train/a.png': picture(2, 2, '#111111'), 'val/a.png': picture(2, 2, '#222222') },
      'DOF_BAD_IMAGE_FOLDER',
      /train and val, but train has no folder for every class/,
    ],
    [
      'a test set without folders of classes',
      {
        'train/a/1.png': picture(2, 2, '#111111'),
        'train/b/1.png': picture(2, 2, '#222222'),
        'test/1.png': picture(2, 2, '#111111'),
      },
      'DOF_BAD_IMAGE_FOLDER',
      /test has no folder for every class in it.*train as folder to have a test set drawn/,
    ],
    ['a single class', { 'red/a.png': picture(2, 2, '#ff0000') }, 'DOF_BAD_IMAGE_FOLDER', /has 1 folders/],
    [
      'a class without images',
      { ...birds, 'green/notes.txt': new Uint8Array(1) },
      'DOF_BAD_IMAGE_FOLDER',
      /green has no image in it/,
    ],
    [
      'other classes to test with',
      {
        'train/a/1.png': picture(2, 2, '#111111'),
        'train/b/1.png': picture(2, 2, '#222222'),
        'test/a/1.png': picture(2, 2, '#111111'),
        'test/c/1.png': picture(2, 2, '#222222'),
      },
      'DOF_DATA_CORRUPT',
      /the classes of train \(a, b\), found a, c/,
    ],
  ])('refuses %s', async (_what, files, code, message) => {
    await expect(load(files)).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
  });

  it('says that there is no such folder', async () => {
    const load = images.load(parseOptions(images.options, { folder: '/nowhere/birds' }, 'images'));
    await expect(load).rejects.toMatchObject({
      code: 'DOF_DATA_MISSING',
      message: expect.stringMatching(/cannot read the folder \/nowhere\/birds/),
    });
  });
});
