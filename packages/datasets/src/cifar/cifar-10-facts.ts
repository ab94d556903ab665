import type { CifarDatasetFacts, CifarFileFacts } from './cifar-dataset-facts.js';

const batch = (name: string, md5: string): CifarFileFacts => ({ name, md5, records: 10_000 });

/** CIFAR-10 (Krizhevsky 2009): 50,000 and 10,000 colour images of 32 x 32 in ten classes of equal size. */
export const cifar10Facts: CifarDatasetFacts = {
  name: 'cifar-10',
  version: '1',
  description: 'colour photographs, 50,000 training and 10,000 test images of 32 x 32 in 10 classes',
  labelBytes: 1,
  splits: {
    train: {
      files: [
        batch('data_batch_1.bin', '5dd7e06a14cb22eb9f671a540d1b7c25'),
        batch('data_batch_2.bin', '5ea93a67294ea407fff1d09f752e9692'),
        batch('data_batch_3.bin', '942cd6a4bcdd0dd3c604fbe906cb4421'),
        batch('data_batch_4.bin', 'ae636b3ba5c66a11e91e8cb52e771fcb'),
        batch('data_batch_5.bin', '53f37980c15c3d472c316c40844f3f0d'),
      ],
      labelCounts: new Array<number>(10).fill(5000),
    },
    test: {
      files: [batch('test_batch.bin', '803d5f7f4d78ea53de84dbe85f74fb6d')],
      labelCounts: new Array<number>(10).fill(1000),
    },
  },
};
