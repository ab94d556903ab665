import { cifarFormat } from '../formats/cifar-format.js';
import { dataFolders } from '../published/data-folder.js';
import type { PublishedDataset } from '../published/published-dataset.js';
import { publishedDatasetProvider } from '../published/published-dataset-provider.js';
import { cifar100Facts } from './cifar-100.js';

/** CIFAR-100 in its 20 coarse classes of five fine ones each: the same files, in the same folder. */
const facts: PublishedDataset = {
  ...cifar100Facts,
  name: 'cifar-100-coarse',
  description: 'the images of cifar-100 in 20 coarse classes, such as fish, flowers or people',
  folder: cifar100Facts.name,
  splits: {
    train: { ...cifar100Facts.splits.train, labelCounts: new Array<number>(20).fill(2500) },
    test: { ...cifar100Facts.splits.test, labelCounts: new Array<number>(20).fill(500) },
  },
};

/** CIFAR-100 by its coarse labels (the first of the two label bytes), verified at every load. */
export const cifar100Coarse = publishedDatasetProvider(facts, cifarFormat(2, 0), (option) =>
  dataFolders(facts.folder ?? facts.name, option),
);
