import type { IdxDatasetFacts } from '../idx/idx-dataset-facts.js';

/** MNIST as published by LeCun, Cortes and Burges: 60,000 and 10,000 grey images of 28 x 28. */
export const mnistFacts: IdxDatasetFacts = {
  name: 'mnist',
  version: '1',
  description: 'handwritten digits, 60,000 training and 10,000 test images of 28 x 28 in 10 classes',
  inputShape: [28, 28, 1],
  splits: {
    train: {
      images: { name: 'train-images-idx3-ubyte', md5: '6bbc9ace898e44ae57da46a324031adb' },
      labels: { name: 'train-labels-idx1-ubyte', md5: 'a25bea736e30d166cdddb491f175f624' },
      labelCounts: [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949],
    },
    test: {
      images: { name: 't10k-images-idx3-ubyte', md5: '2646ac647ad5339dbf082846283269ea' },
      labels: { name: 't10k-labels-idx1-ubyte', md5: '27ae3e4e09519cfbb04c329615203637' },
      labelCounts: [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009],
    },
  },
};
