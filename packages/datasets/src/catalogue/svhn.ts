import { svhnFormat } from '../formats/svhn-format.js';
import { dataFolders } from '../published/data-folder.js';
import type { Download, PublishedDataset } from '../published/published-dataset.js';
import { publishedDatasetProvider } from '../published/published-dataset-provider.js';

const matFile = (name: string, bytes: number, sha256: string): Download => ({
  name,
  url: `http://ufldl.stanford.edu/housenumbers/${name}`,
  bytes,
  digest: { algorithm: 'sha256', hex: sha256 },
});

/** The cropped digits of SVHN (Netzer, Wang, Coates, Bissacco, Wu and Ng 2011), without its extra training set. */
const facts: PublishedDataset = {
  name: 'svhn',
  version: '1',
  description: 'house numbers, 73,257 training and 26,032 test images of 32 x 32 in 10 classes',
  inputShape: [32, 32, 3],
  splits: {
    train: {
      files: [{ name: 'train_32x32.mat', md5: 'e26dedcc434d2e4c54c9b2d4a06d8373', bytes: 182_040_794 }],
      labelCounts: [4948, 13861, 10585, 8497, 7458, 6882, 5727, 5595, 5045, 4659],
    },
    test: {
      files: [{ name: 'test_32x32.mat', md5: 'eb5a983be6a315427106f1b164d9cef3', bytes: 64_275_384 }],
      labelCounts: [1744, 5099, 4149, 2882, 2523, 2384, 1977, 2019, 1660, 1595],
    },
  },
  downloads: [
    matFile('train_32x32.mat', 182_040_794, '435e94d69a87fde4fd4d7f3dd208dfc32cb6ae8af2240d066de1df7508d083b8'),
    matFile('test_32x32.mat', 64_275_384, 'cdce80dfb2a2c4c6160906d0bd7c68ec5a99d7ca4831afa54f09182025b6a75b'),
  ],
};

/** SVHN's cropped digits from the official MAT-files, verified at every load. */
export const svhn = publishedDatasetProvider(facts, svhnFormat, (option) => dataFolders(facts.name, option));
