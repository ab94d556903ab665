import { describe, expect, it } from '@jest/globals';
import type { Dataset } from '../../contracts/dataset.js';
import { noise } from '../../../test/fixtures/first-parameters.js';
import { PluginRegistry } from '../../plugins/plugin-registry.js';
import { loadDataset } from './load-dataset.js';

/** Loads the right data with something replaced. */
async function load(change: (right: Dataset) => object): Promise<Dataset> {
  const right = await noise.load({});
  const provider = { ...noise, load: async () => ({ ...right, ...change(right) }) as Dataset };
  return loadDataset(await PluginRegistry.create('.'), provider, {});
}

describe('loadDataset', () => {
  it('takes what is as it says', async () => {
    expect(await load(() => ({}))).toEqual(await noise.load({}));
  });

  it.each([
    ['another content than its hash', () => ({ contentHash: '0'.repeat(64) }), /its content hash is 0{64}, but it is/],
    ['no hash', () => ({ contentHash: undefined }), /content hash is undefined/],
    ['edited labels', ({ test }: Dataset) => ({ test: { ...test, labels: test.labels.map(() => 1) } }), /but it is/],
    ['a count', ({ train }: Dataset) => ({ train: { ...train, count: 25 } }), /24 labels for 25 examples of 4 x 4 x 1/],
    ['no examples', ({ test }: Dataset) => ({ test: { ...test, count: 0 } }), /0 examples in test/],
    [
      'floats',
      ({ train }: Dataset) => ({ train: { ...train, inputs: Float32Array.from(train.inputs) } }),
      /of train that are no Uint8Array/,
    ],
    [
      'labels that are floats',
      ({ test }: Dataset) => ({ test: { ...test, labels: Float32Array.from(test.labels) } }),
      /labels of test that are no Uint8Array, or Uint16Array for more than 256 classes/,
    ],
    ['a short mean', () => ({ standardisation: { scale: 1, mean: new Float32Array(2) } }), /a mean of 2 entries/],
  ])('refuses %s in one line', async (_, change, message) => {
    await expect(load(change)).rejects.toMatchObject({
      code: 'DOF_BAD_DATASET',
      message: expect.stringMatching(message),
    });
  });
});
