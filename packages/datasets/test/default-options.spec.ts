import { describe, expect, it } from '@jest/globals';
import { mnist, synthetic } from '@dof/datasets';

describe('load', () => {
  it('fills in the documented defaults', async () => {
    const all = await mnist.load();
    expect([all.train.count, all.test.count]).toEqual([60_000, 10_000]);
    const given = await mnist.load({ train: 100, test: 50, standardise: 'pixel-mean' });
    expect((await mnist.load({ train: 100, test: 50 })).contentHash).toBe(given.contentHash);
    const { train, test, classes } = await synthetic.load({ train: 40 });
    expect([train.count, test.count, classes]).toEqual([40, 200, 10]);
  });

  it('refuses options that are not there, in one line', async () => {
    await expect(mnist.load({ train: 60_001 })).rejects.toMatchObject({
      code: 'DOF_BAD_OPTIONS',
      message: expect.stringMatching(/^options of data set mnist: train: must be a whole number from 1 to 60000/),
    });
  });
});
