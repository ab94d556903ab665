import { Tokens } from '@dof/core';
import type { DatasetProvider, PluginModule } from '@dof/core';
import { cifar10 } from './cifar/cifar-10.js';
import { mnist } from './mnist/mnist.js';
import { synthetic } from './synthetic/synthetic.js';

/** Makes every data set of this package available under `Tokens.DatasetProvider`. */
export const register: PluginModule['register'] = (container) => {
  for (const provider of [mnist, cifar10, synthetic]) {
    container.registerInstance<DatasetProvider>(Tokens.DatasetProvider, provider);
  }
};
