import { Tokens } from '@dof/core';
import type { DatasetProvider, PluginModule } from '@dof/core';
import { cifar10 } from './catalogue/cifar-10.js';
import { cifar100 } from './catalogue/cifar-100.js';
import { cifar100Coarse } from './catalogue/cifar-100-coarse.js';
import { fashionMnist } from './catalogue/fashion-mnist.js';
import { mnist } from './catalogue/mnist.js';
import { svhn } from './catalogue/svhn.js';
import { images } from './own-examples/images.js';
import { npz } from './own-examples/npz.js';
import { synthetic } from './synthetic/synthetic.js';
import { teacher } from './synthetic/teacher.js';

/** Makes every data set of this package available under `Tokens.DatasetProvider`. */
export const register: PluginModule['register'] = (container) => {
  for (const provider of [
    mnist,
    fashionMnist,
    cifar10,
    cifar100,
    cifar100Coarse,
    svhn,
    synthetic,
    teacher,
    images,
    npz,
  ]) {
    container.registerInstance<DatasetProvider>(Tokens.DatasetProvider, provider);
  }
};
