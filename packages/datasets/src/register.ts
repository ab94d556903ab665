import { Tokens } from '@dof/core';
import type { DatasetProvider, PluginModule } from '@dof/core';
import { mnist } from './mnist/mnist.js';
import { synthetic } from './synthetic/synthetic.js';

/** Makes every data set of this package available under `Tokens.DatasetProvider`. */
export const register: PluginModule['register'] = (container) => {
  for (const provider of [mnist, synthetic]) {
    container.registerInstance<DatasetProvider>(Tokens.DatasetProvider, provider);
  }
};
