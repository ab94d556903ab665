import { cifar10Package } from '../fetch/late-fetch.js';
import { cifarFormat } from '../formats/cifar-format.js';
import { dataFolders } from '../published/data-folder.js';
import type { PublishedDataset, PublishedFile } from '../published/published-dataset.js';
import { publishedDatasetProvider } from '../published/published-dataset-provider.js';

const batch = (name: string, md5: string): PublishedFile => ({ name, md5, bytes: 10_000 * 3073 });

/** CIFAR-10 (Krizhevsky 2009): 50,000 and 10,000 colour images of 32 x 32, classes of equal size. */
export const cifar10Facts: PublishedDataset = {
  name: 'cifar-10',
  version: '1',
  description: 'colour photographs, 50,000 training and 10,000 test images of 32 x 32 in 10 classes',
  inputShape: [32, 32, 3],
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
  archive: 'cifar-10-binary.tar.gz',
  downloads: [
    {
      name: 'cifar-10-binary.tar.gz',
      url: 'https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz',
      bytes: 170_052_171,
      digest: { algorithm: 'sha256', hex: 'c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd' },
    },
  ],
};

/** CIFAR-10 from its official binary files, verified at every load. */
export const cifar10 = publishedDatasetProvider(
  cifar10Facts,
  cifarFormat(1),
  (option) => dataFolders(cifar10Facts.name, option),
  cifar10Package,
);
