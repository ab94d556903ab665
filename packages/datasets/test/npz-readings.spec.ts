import { describe, expect, it } from '@jest/globals';
import { parseOptions, type Dataset } from '@dof/core';
import { npz } from '@dof/datasets';
import { npzBytes, type StoredArray } from './npz-bytes.js';
import { withFolder } from './tiny-idx-dataset.js';

const COUNT = 6;

/** Loads inputs of a shape, and labels, all examples but one to train with. */
function load(inputs: StoredArray, labels: Partial<StoredArray> = {}, options: object = {}): Promise<Dataset> {
  const y = { type: '<i8', shape: [COUNT], entries: [0, 1, 2, 0, 1, 2], ...labels };
  return withFolder({ 'data.npz': npzBytes({ x: inputs, y }) }, (folder) =>
    npz.load(parseOptions(npz.options, { file: `${folder}/data.npz`, testShare: 0.17, ...options }, 'npz')),
  );
}

/** Inputs of a shape, every entry its example's number times 16 plus its place. */
function placed(...shape: number[]): StoredArray {
  const length = shape.reduce((product, size) => product * size, 1);
  const entries = Array.from({ length: COUNT * length }, (_, i) => (16 * Math.floor(i / length) + (i % length)) % 256);
  return { type: '|u1', shape: [COUNT, ...shape], entries };
}

const sorted = ({ train, test }: Dataset): number[] => [...train.inputs, ...test.inputs].sort((a, b) => a - b);
const vector = (type: string, entries: readonly number[]): StoredArray => ({ type, shape: [COUNT, 1], entries });

describe('the axes of npz images', () => {
  it.each([
    [3, 12, 12],
    [1, 28, 28],
    [1, 28, 20],
    [3, 10, 5],
    [13, 9, 9],
    [3, 3, 3],
    [4, 4, 4],
    [7, 9, 8],
    [3, 9, 3],
    [64, 4, 4],
  ])('are asked about where they are %i x %i x %i', async (...shape) => {
    await expect(load(placed(...shape))).rejects.toMatchObject({
      code: 'DOF_BAD_OPTIONS',
      message: expect.stringMatching(/layout: channels-last or layout: channels-first$/),
    });
  });

  it.each([
    [12, 12, 3],
    [28, 28, 1],
    [9, 9, 13],
    [2, 2, 3],
    [20, 28, 1],
    [4, 5, 3],
    [1, 28, 1],
  ])('are height, width and channels where they are %i x %i x %i', async (...shape) => {
    expect((await load(placed(...shape))).inputShape).toEqual(shape);
  });

  it('are those that the option says', async () => {
    const { inputShape, train } = await load(placed(3, 2, 2), {}, { layout: 'channels-first' });
    expect(inputShape).toEqual([2, 2, 3]);
    // Pixel (0, 0) of the three planes of four entries each, then pixel (0, 1).
    const [base] = train.inputs;
    expect([...train.inputs.subarray(0, 6)].map((byte) => byte - base)).toEqual([0, 4, 8, 1, 5, 9]);
    expect((await load(placed(3, 12, 12), {}, { layout: 'channels-last' })).inputShape).toEqual([3, 12, 12]);
    expect((await load(placed(1, 28, 28), {}, { layout: 'channels-first' })).inputShape).toEqual([28, 28, 1]);
  });

  it('are said where a grey image would be as narrow as channels are many', async () => {
    const data = await load(placed(3, 100));
    expect(data.notices).toEqual([expect.stringMatching(/read as grey images of 3 x 100; if the 3 are channels/)]);
    expect((await load(placed(28, 28))).notices).toBeUndefined();
  });
});

describe('the numbers of npz inputs', () => {
  it.each<[string, StoredArray, object, readonly number[]]>([
    ['whole floats from 0 to 255', vector('<f4', [0, 17, 100, 128, 200, 255]), {}, [0, 17, 100, 128, 200, 255]],
    ['64-bit integers from 0 to 255', vector('<i8', [0, 17, 100, 128, 200, 255]), {}, [0, 17, 100, 128, 200, 255]],
    ['floats from 0 to 1', vector('<f8', [0, 0.1, 0.25, 0.5, 0.75, 1]), {}, [0, 26, 64, 128, 191, 255]],
    [
      'half floats from 0 to 1',
      vector('<f2', [0, 0x3400, 0x3800, 0x3a00, 0x3c00, 0x3c00]),
      {},
      [0, 64, 128, 191, 255, 255],
    ],
    ['booleans', vector('|b1', [0, 1, 1, 0, 1, 0]), {}, [0, 0, 0, 255, 255, 255]],
    [
      '16 bits by a range',
      vector('<u2', [0, 257, 25700, 65535, 128, 129]),
      { range: [0, 65535] },
      [0, 0, 1, 1, 100, 255],
    ],
    ['12 bits by a range', vector('<u2', [0, 4095, 2048, 16, 0, 0]), { range: [0, 4095] }, [0, 0, 0, 1, 128, 255]],
    ['z-scores by a range', vector('<f4', [-3, 3, 0, 1, -1, 3]), { range: [-3, 3] }, [0, 85, 128, 170, 255, 255]],
    ['bytes by a range', vector('|u1', [0, 1, 1, 0, 1, 0]), { range: [0, 1] }, [0, 0, 0, 255, 255, 255]],
  ])('become bytes where they are %s', async (_what, inputs, options, bytes) => {
    expect(sorted(await load(inputs, {}, options))).toEqual(bytes);
  });

  it.each<[string, StoredArray, object, RegExp]>([
    ['16 bits', vector('<u2', [0, 1, 2, 3, 4, 65535]), {}, /type uint16 from 0 to 65535.*range: \[0, 65535\]$/],
    ['12 bits', vector('<u2', [0, 1, 2, 3, 4, 4000]), {}, /range: \[0, 4095\]$/],
    [
      'negative integers',
      vector('<i4', [-128, 1, 2, 3, 4, 127]),
      {},
      /type int32 from -128 to 127.*range: \[-128, 127\]$/,
    ],
    ['z-scores', vector('<f8', [-3, 3, 0, 1, -1, 3]), {}, /range: \[-3, 3\]$/],
    ['floats that are dark', vector('<f8', [0, 0.01, 0, 0, 0, 0]), {}, /range: \[0, 1\]$/],
    ['fractions above 1', vector('<f8', [0, 0.5, 254.5, 0, 0, 0]), {}, /range: \[0, 254.5\]$/],
    ['more than the range', vector('<f8', [0, 2, 0, 0, 0, 0]), { range: [0, 1] }, /0 to 2, more than 0 to 1/],
    ['no numbers', vector('<f8', [0, NaN, Infinity, 0, 0, 0]), {}, /2 of 6 values that are nan or infinite/],
  ])('are refused where they are %s', async (_what, inputs, options, message) => {
    const refused = expect.objectContaining({ message: expect.not.stringContaining('astype') });
    await expect(load(inputs, {}, options)).rejects.toEqual(refused);
    await expect(load(inputs, {}, options)).rejects.toThrow(message);
  });

  it('are said to be scaled, and to be few', async () => {
    const scaled = await load(vector('<f8', [0, 0.1, 0.25, 0.5, 0.75, 1]));
    expect(scaled.notices).toEqual([expect.stringMatching(/float64: 0 to 1 became the bytes 0 to 255, rounded/)]);
    const few = await load(vector('|u1', [0, 16, 3, 4, 5, 6]));
    expect(few.notices).toEqual([expect.stringMatching(/at most 17 of the 256 steps .*range: \[0, 16\]/)]);
  });
});

describe('the labels of npz', () => {
  const inputs = placed(2, 2);

  it.each<[string, Partial<StoredArray>, RegExp]>([
    ['all one other label', { entries: [1, 1, 1, 1, 1, 1] }, /no label but 1: give examples of at least 2 classes/],
    ['from 1', { entries: [1, 2, 3, 1, 2, 3] }, /labels 1 to 3, and 1 of the classes 0 to 3 .*classes: \[1, 2, 3\]/],
    ['in hundreds', { entries: [0, 100, 200, 0, 100, 200] }, /198 of the classes 0 to 200 .*classes: \[0, 100, 200\]/],
    ['beyond a byte', { entries: [0, 1000, 0, 1000, 0, 1000] }, /classes: \[0, 1000\]/],
    ['negative', { entries: [-1, 1, -1, 1, -1, 1] }, /classes count from 0: give classes: \[-1, 1\]/],
    ['fractions', { type: '<f8', entries: [0, 1, 0.5, 1, 0, 1] }, /labels that are whole numbers, found 0.5/],
    ['one-hot', { shape: [COUNT, 2], entries: [0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1] }, /such as argmax\(1\)/],
  ])('are refused where they are %s', async (_what, labels, message) => {
    await expect(load(inputs, labels)).rejects.toThrow(message);
  });

  it.each<[string, readonly number[], readonly number[]]>([
    ['from 1', [1, 2, 3, 1, 2, 3], [1, 2, 3]],
    ['in hundreds', [0, 100, 200, 0, 100, 200], [0, 100, 200]],
    ['beyond a byte', [5, 1000, 7, 5, 1000, 7], [5, 1000, 7]],
    ['negative', [-1, 1, 3, -1, 1, 3], [-1, 1, 3]],
  ])('count from 0 by the option classes where they are %s', async (_what, entries, classes) => {
    const [plain, mended] = [await load(inputs), await load(inputs, { entries }, { classes })];
    expect(mended.contentHash).toBe(plain.contentHash);
    expect(mended.notices).toBeUndefined();
  });

  it('take 16 bits where there are more than 256 classes, and 8 again where fewer of them are kept', async () => {
    const count = 600;
    const x = { type: '|u1', shape: [count, 2, 1], entries: Array.from({ length: 2 * count }, (_, i) => i % 256) };
    const y = { type: '<i8', shape: [count], entries: Array.from({ length: count }, (_, n) => n % 300) };
    await withFolder({ 'data.npz': npzBytes({ x, y }) }, async (folder) => {
      const read = (options: object) =>
        npz.load(parseOptions(npz.options, { file: `${folder}/data.npz`, ...options }, 'npz'));
      const whole = await read({ shuffledLabels: { seed: 1, share: 0.5 } });
      expect(whole.classes).toBe(300);
      for (const { labels } of [whole.train, whole.test]) {
        expect(labels).toBeInstanceOf(Uint16Array);
        expect(labels.buffer).toBeInstanceOf(SharedArrayBuffer);
      }
      expect(new Set([...whole.train.labels, ...whole.test.labels]).size).toBe(300);
      const two = await read({ classes: [299, 3] });
      expect(two.classes).toBe(2);
      expect(two.train.labels).toBeInstanceOf(Uint8Array);
      expect([...two.train.labels, ...two.test.labels].sort()).toEqual([0, 0, 1, 1]);
    });
  });

  it('may be whole floats, and leave a class without an example where that is asked for', async () => {
    const plain = await load(inputs);
    expect((await load(inputs, { type: '<f8' })).contentHash).toBe(plain.contentHash);
    const data = await load(inputs, { entries: [0, 2, 0, 2, 0, 2] }, { classes: [0, 1, 2] });
    expect(data.classes).toBe(3);
    expect(data.notices).toEqual([expect.stringMatching(/^1 of 3 classes have no training example in use \(1, /)]);
  });
});
