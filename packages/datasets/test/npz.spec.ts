import { describe, expect, it } from '@jest/globals';
import { parseOptions, type Dataset } from '@dof/core';
import { npz } from '@dof/datasets';
import { fixture } from './fixture.js';
import { withFolder } from './tiny-idx-dataset.js';

const load = (file: string, options: object = {}): Promise<Dataset> =>
  npz.load(parseOptions(npz.options, { file, ...options }, 'npz'));

/** The images of make-fixtures.py by their first byte, which is 7 times their number. */
const numbers = ({ inputs, count }: Dataset['train']): number[] =>
  Array.from({ length: count }, (_, n) => inputs[(n * inputs.length) / count] / 7);

describe('npz', () => {
  it('reads the names of Keras, compressed', async () => {
    const data = await load(fixture('keras.npz'));
    expect(data).toMatchObject({ inputShape: [4, 5, 1], classes: 3 });
    expect(numbers(data.train).sort()).toEqual([0, 1, 2, 3, 4, 5]);
    expect(numbers(data.test).sort()).toEqual([0, 1]);
    expect([...data.train.labels]).toEqual(numbers(data.train).map((n) => n % 3));
    const [first] = numbers(data.train);
    const image = Array.from({ length: 20 }, (_, at) => (7 * first + 31 * Math.floor(at / 5) + 5 * (at % 5)) % 256);
    expect([...data.train.inputs.subarray(0, 20)]).toEqual(image);
  });

  it('reads those of MedMNIST, in colour, with labels of two bytes the other way round', async () => {
    const data = await load(fixture('medmnist.npz'));
    expect(data.inputShape).toEqual([4, 5, 3]);
    expect([...data.train.labels]).toEqual(numbers(data.train).map((n) => n % 3));
  });

  it('draws a test set where the file has none', async () => {
    const data = await load(fixture('together.npz'), { testShare: 0.34, splitSeed: 3 });
    expect(data.inputShape).toEqual([1, 20, 1]);
    expect([data.train.count, data.test.count]).toEqual([4, 2]);
    expect([...numbers(data.train), ...numbers(data.test)].sort()).toEqual([0, 1, 2, 3, 4, 5]);
    const other = await load(fixture('together.npz'), { testShare: 0.34, splitSeed: 4 });
    expect(other.contentHash).not.toBe(data.contentHash);
  });

  it('reads floats of 0 to 1 as the bytes they were made from', async () => {
    const [floats, bytes] = [await load(fixture('float.npz')), await load(fixture('keras.npz'))];
    const all = [...numbers(floats.train), ...numbers(floats.test)].sort();
    expect(all).toEqual(numbers(bytes.train).sort());
  });

  it('reads arrays under the names asked for', async () => {
    const data = await load(fixture('keras.npz'), { arrays: ['x_test', 'y_test', 'x_train', 'y_train'] });
    expect([data.train.count, data.test.count]).toEqual([2, 6]);
  });

  it.each<[string, object, string, RegExp]>([
    ['fortran.npz', {}, 'DOF_DATA_CORRUPT', /x .*an array in C order/],
    [
      'keras.npz',
      { arrays: ['a', 'b'] },
      'DOF_DATA_CORRUPT',
      /expected arrays a, b, found x_train, y_train, x_test, y_test/,
    ],
    ['svhn-plain.mat', {}, 'DOF_DATA_CORRUPT', /is no whole \.npz file/],
    ['missing.npz', {}, 'DOF_DATA_MISSING', /there is no file .*missing\.npz/],
    ['keras.npz', { train: 7 }, 'DOF_BAD_OPTIONS', /train: 7 examples asked for, there are 6/],
    ['keras.npz', { classes: [0, 3] }, 'DOF_BAD_OPTIONS', /there is no class 3, use 0 to 2/],
    [
      'keras.npz',
      { balance: true },
      'DOF_BAD_OPTIONS',
      /test: class 2 has no example, so there cannot be as many of every class/,
    ],
    ['together.npz', { testShare: 0.01 }, 'DOF_BAD_OPTIONS', /leaves nothing to train or to test with/],
  ])('refuses %s with %j', async (file, options, code, message) => {
    await expect(load(fixture(file), options)).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
  });

  it('unpacks no file outside, whatever its name', async () => {
    // A zip file by hand: one stored entry ../x.npy of no bytes.
    const name = Buffer.from('../x.npy');
    const local = Buffer.concat([
      Buffer.from('504b0304140000000000000000000000000000000000000000000800' + '0000', 'hex'),
      name,
    ]);
    const central = Buffer.concat([
      Buffer.from(
        '504b01021400140000000000000000000000000000000000000000000800' +
          '00000000' +
          '00000000' +
          '00000000' +
          '00000000',
        'hex',
      ),
      name,
    ]);
    const end = Buffer.from('504b0506000000000100010000000000000000000000', 'hex');
    end.writeUInt32LE(central.length, 12);
    end.writeUInt32LE(local.length, 16);
    await withFolder({ 'evil.npz': Buffer.concat([local, central, end]) }, async (folder) => {
      await expect(load(`${folder}/evil.npz`)).rejects.toMatchObject({
        code: 'DOF_DATA_CORRUPT',
        message: expect.stringMatching(/relative path|no whole \.npz/),
      });
    });
  });
});
