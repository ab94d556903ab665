import { strictObject } from '@dof/core';
import { layeredModel } from './layered-model.js';
import { activation, pool2x2, poolKind } from './layer-options.js';

/**
 * LeNet-5 as in Li et al. 2018, "Measuring the intrinsic dimension of objective landscapes": two 5x5 convolutions
 * without padding, each with ReLU and 2x2 max pool, then dense layers of 120 and 84 ReLUs. D = 44,426 on 28x28x1 with
 * 10 classes, 62,006 on 32x32x3.
 */
export const leNet = layeredModel({
  name: 'lenet',
  version: '1',
  description: 'LeNet-5: 5x5 convolutions with 6 and 16 channels, 2x2 max pools, dense layers of 120 and 84 ReLUs',
  options: strictObject({ activation, pool: poolKind.default('max').describe('over 2x2 windows') }),
  layers: (classes, options) => [
    { type: 'conv2d', filters: 6, kernelSize: 5, padding: 'valid' },
    { type: options.activation },
    pool2x2(options.pool),
    { type: 'conv2d', filters: 16, kernelSize: 5, padding: 'valid' },
    { type: options.activation },
    pool2x2(options.pool),
    { type: 'flatten' },
    { type: 'dense', units: 120 },
    { type: options.activation },
    { type: 'dense', units: 84 },
    { type: options.activation },
    { type: 'dense', units: classes },
  ],
});
