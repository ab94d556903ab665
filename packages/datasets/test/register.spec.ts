import { describe, expect, it } from '@jest/globals';
import { Tokens } from '@dof/core';
import { cifar10, cifar100, fashionMnist, mnist, register, synthetic } from '@dof/datasets';
import { container } from 'tsyringe';

describe('register', () => {
  it('registers every data set of the package', () => {
    const child = container.createChildContainer();
    register(child);
    expect(child.resolveAll(Tokens.DatasetProvider)).toEqual([mnist, fashionMnist, cifar10, cifar100, synthetic]);
  });
});
