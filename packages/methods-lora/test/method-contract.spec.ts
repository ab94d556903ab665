import { describe, it } from '@jest/globals';
import { methodContract } from '@dof/testing';
import { lora } from '@dof/methods-lora';

const badOptions = [{ biases: 'some' }, { scale: 0 }, { rank: 4 }];

methodContract('lora', () => lora, { describe, it }, { badOptions });

methodContract('lora with biases', () => lora, { describe, it }, { options: { biases: 'train', scale: 0.5 } });
