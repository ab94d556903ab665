import { cifarFormat } from '../formats/cifar-format.js';
import { dataFolders } from '../published/data-folder.js';
import type { PublishedDataset } from '../published/published-dataset.js';
import { publishedDatasetProvider } from '../published/published-dataset-provider.js';

/** CIFAR-100 (Krizhevsky 2009): 50,000 and 10,000 colour images of 32 x 32 in 100 fine classes of equal size. */
export const cifar100Facts: PublishedDataset = {
  name: 'cifar-100',
  version: '1',
  description: 'colour photographs, 50,000 training and 10,000 test images of 32 x 32 in 100 classes',
  inputShape: [32, 32, 3],
  splits: {
    train: {
      files: [{ name: 'train.bin', md5: '6172c7755cfe09b2fe270c85cebc1b15', bytes: 50_000 * 3074 }],
      labelCounts: new Array<number>(100).fill(500),
    },
    test: {
      files: [{ name: 'test.bin', md5: '4499cfba6c016c1be1438163640a0898', bytes: 10_000 * 3074 }],
      labelCounts: new Array<number>(100).fill(100),
    },
  },
  archive: 'cifar-100-binary.tar.gz',
  downloads: [
    {
      name: 'cifar-100-binary.tar.gz',
      url: 'https://www.cs.toronto.edu/~kriz/cifar-100-binary.tar.gz',
      bytes: 168_513_733,
      digest: { algorithm: 'sha256', hex: '58a81ae192c23a4be8b1804d68e518ed807d710a4eb253b1f2a199162a40d8ec' },
    },
  ],
};

/** CIFAR-100 by its fine labels (the second of the two label bytes), verified at every load. */
export const cifar100 = publishedDatasetProvider(cifar100Facts, cifarFormat(2), (option) =>
  dataFolders(cifar100Facts.name, option),
);
