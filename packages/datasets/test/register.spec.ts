import { describe, expect, it } from '@jest/globals';
import { Tokens } from '@dof/core';
import * as datasets from '@dof/datasets';
import { container } from 'tsyringe';

describe('register', () => {
  it('registers every data set of the package', async () => {
    const child = container.createChildContainer();
    await datasets.register(child);
    const { mnist, fashionMnist, cifar10, cifar100, cifar100Coarse, svhn, synthetic, teacher, images, npz } = datasets;
    const all = [mnist, fashionMnist, cifar10, cifar100, cifar100Coarse, svhn, synthetic, teacher, images, npz];
    expect(child.resolveAll(Tokens.DatasetProvider)).toEqual(all);
  });
});
