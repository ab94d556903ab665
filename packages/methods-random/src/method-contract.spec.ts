import { describe, it } from '@jest/globals';
import { methodContract } from '@dof/core/testing';
import { random } from '@dof/methods-random';

methodContract('random', () => random, { describe, it }, { badOptions: [{ projection: 'gausian' }] });
