import { strictObject, type LayerSpec } from '@dof/core';
import { z } from 'zod';
import { layeredModel } from './layered-model.js';
import { activation, size } from './layer-options.js';

/**
 * Two hidden layers of 200 ReLUs, the fully connected network of Li et al. 2018, "Measuring the intrinsic dimension
 * of objective landscapes": D = 199,210 on 28x28x1 with 10 classes.
 */
export const fullyConnected = layeredModel({
  name: 'fully-connected',
  version: '1',
  description: 'two hidden dense layers of 200 ReLUs, then a dense layer',
  options: strictObject({
    units: z.array(size).min(1).default([200, 200]).describe('of each hidden layer; as many as the network is to have'),
    activation,
  }),
  layers: (classes, options) => [
    { type: 'flatten' },
    ...options.units.flatMap((units): LayerSpec[] => [{ type: 'dense', units }, { type: options.activation }]),
    { type: 'dense', units: classes },
  ],
});
