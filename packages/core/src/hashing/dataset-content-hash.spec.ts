import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { datasetContentHash, type DatasetContent } from './dataset-content-hash.js';

const content: DatasetContent = {
  inputShape: [1, 2, 1],
  classes: 3,
  train: { count: 2, inputs: Uint8Array.of(1, 2, 3, 4), labels: Uint8Array.of(0, 2) },
  test: { count: 1, inputs: Uint8Array.of(5, 6), labels: Uint8Array.of(1) },
  standardisation: { scale: 0.5, mean: Float32Array.of(1, -2) },
};

describe('datasetContentHash', () => {
  it('is SHA-256 over the header line, the splits and the mean', () => {
    const header = '{"classes":3,"inputShape":[1,2,1],"scale":0.5,"testCount":1,"trainCount":2}\n';
    const bytes = Buffer.concat([
      Buffer.from(header),
      Buffer.from([1, 2, 3, 4, 0, 2, 5, 6, 1]),
      Buffer.from('0000803f000000c0', 'hex'),
    ]);
    expect(datasetContentHash(content)).toBe(createHash('sha256').update(bytes).digest('hex'));
  });

  it('reads arrays that are views of larger or shared memory', () => {
    const shared = new Uint8Array(new SharedArrayBuffer(6), 1, 4);
    shared.set([1, 2, 3, 4]);
    const mean = Float32Array.of(9, 1, -2).subarray(1);
    const moved = {
      ...content,
      train: { ...content.train, inputs: shared },
      standardisation: { ...content.standardisation, mean },
    };
    expect(datasetContentHash(moved)).toBe(datasetContentHash(content));
  });

  it.each<[string, Partial<DatasetContent>]>([
    ['shape', { inputShape: [2, 1, 1] }],
    ['classes', { classes: 4 }],
    ['train input', { train: { ...content.train, inputs: Uint8Array.of(1, 2, 3, 5) } }],
    ['train label', { train: { ...content.train, labels: Uint8Array.of(0, 1) } }],
    ['test input', { test: { ...content.test, inputs: Uint8Array.of(5, 7) } }],
    ['test label', { test: { ...content.test, labels: Uint8Array.of(0) } }],
    ['scale', { standardisation: { ...content.standardisation, scale: 1 } }],
    ['augmentation', { augmentation: { shift: 1 } }],
    ['mean', { standardisation: { ...content.standardisation, mean: Float32Array.of(1, -2.5) } }],
  ])('changes with the %s', (_part, change) => {
    expect(datasetContentHash({ ...content, ...change })).not.toBe(datasetContentHash(content));
  });
});
