import { describe, it } from '@jest/globals';
import { projectionTraits } from '@dof/core';
import { methodContract } from '@dof/testing';
import { full, random } from '@dof/methods-random';

const badOptions = [{ projection: 'gausian' }, { projection: 'gaussian', nonZerosPerColumn: 2 }, { nonZeros: 2 }];

methodContract('random', () => random, { describe, it }, { badOptions });

methodContract('full', () => full, { describe, it });

for (const projection of Object.keys(projectionTraits)) {
  methodContract(`random, ${projection}`, () => random, { describe, it }, { options: { projection } });
}
