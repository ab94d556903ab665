import { Tokens } from '@dof/core';
import type { DatasetProvider, PluginModule } from '@dof/core';
import { cifar10 } from './catalogue/cifar-10.js';
import { cifar100 } from './catalogue/cifar-100.js';
import { fashionMnist } from './catalogue/fashion-mnist.js';
import { mnist } from './catalogue/mnist.js';
import { synthetic } from './synthetic/synthetic.js';

/** Makes every data set of this package available under `Tokens.DatasetProvider`. */
export const register: PluginModule['register'] = (container) => {
  for (const provider of [mnist, fashionMnist, cifar10, cifar100, synthetic]) {
    container.registerInstance<DatasetProvider>(Tokens.DatasetProvider, provider);
  }
};
