import { describe, expect, it } from '@jest/globals';
import { createContainer, Tokens } from '@dof/core';
import * as datasets from '@dof/datasets';

describe('register', () => {
  it('registers every data set of the package', async () => {
    const child = createContainer();
    await datasets.register(child);
    const { mnist, fashionMnist, cifar10, cifar100, cifar100Coarse, svhn, synthetic, teacher, images, npz } = datasets;
    const all = [mnist, fashionMnist, cifar10, cifar100, cifar100Coarse, svhn, synthetic, teacher, images, npz];
    expect(child.resolveAll(Tokens.DatasetProvider)).toEqual(all);
  });
});
