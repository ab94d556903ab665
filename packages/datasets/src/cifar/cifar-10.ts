import { dataFolders } from '../common/data-folder.js';
import { cifarDatasetProvider } from './cifar-dataset-provider.js';
import { cifar10Facts } from './cifar-10-facts.js';

/** CIFAR-10 from its official binary files, verified at every load. */
export const cifar10 = cifarDatasetProvider(cifar10Facts, () => dataFolders(cifar10Facts.name));
