import { idxFiles } from '../formats/idx-files.js';
import { idxFormat } from '../formats/idx-format.js';
import { dataFolders, type DataFolder } from '../published/data-folder.js';
import type { Download, PublishedDataset } from '../published/published-dataset.js';
import { publishedDatasetProvider } from '../published/published-dataset-provider.js';

/** The publisher's repository. */
const ADDRESS = 'https://github.com/zalandoresearch/fashion-mnist/raw/master/data/fashion';

const trainImages = { name: 'train-images-idx3-ubyte', md5: 'f4a8712d7a061bf5bd6d2ca38dc4d50a' };
const trainLabels = { name: 'train-labels-idx1-ubyte', md5: '9018921c3c673c538a1fc5bad174d6f9' };
const testImages = { name: 't10k-images-idx3-ubyte', md5: '8181f5470baa50b63fa0f6fddb340f0a' };
const testLabels = { name: 't10k-labels-idx1-ubyte', md5: '15d484375f8d13e6eb1aabb0c3f46965' };

/** Fashion-MNIST (Xiao, Rasul and Vollgraf 2017): 60,000 and 10,000 grey images of 28 x 28, classes of equal size. */
const facts: PublishedDataset = {
  name: 'fashion-mnist',
  version: '1',
  description: 'clothes, 60,000 training and 10,000 test images of 28 x 28 in 10 classes',
  inputShape: [28, 28, 1],
  splits: {
    train: idxFiles(trainImages, trainLabels, [28, 28], new Array<number>(10).fill(6000)),
    test: idxFiles(testImages, testLabels, [28, 28], new Array<number>(10).fill(1000)),
  },
  downloads: [
    zipped(trainImages.name, 26_421_880, '8d4fb7e6c68d591d4c3dfef9ec88bf0d'),
    zipped(trainLabels.name, 29_515, '25c81989df183df01b3e8a0aad5dffbe'),
    zipped(testImages.name, 4_422_102, 'bef4ecab320f06d8554ea6380940ec79'),
    zipped(testLabels.name, 5_148, 'bb300cfdad3c16e7a12a480ee83cd310'),
  ],
};

/** Where Debian's package puts the files. */
const debian: DataFolder = {
  folder: '/usr/share/datasets/fashion-mnist',
  origin: 'Debian package dataset-fashion-mnist',
  brought: 'install the Debian package dataset-fashion-mnist',
};

/** Fashion-MNIST, from Debian's package, the cache or `$DOF_DATA/fashion-mnist`, verified at every load. */
export const fashionMnist = publishedDatasetProvider(facts, idxFormat, (option) =>
  dataFolders(facts.name, option, [debian]),
);

function zipped(file: string, bytes: number, md5: string): Download {
  const name = `${file}.gz`;
  return { name, url: `${ADDRESS}/${name}`, bytes, digest: { algorithm: 'md5', hex: md5 } };
}
